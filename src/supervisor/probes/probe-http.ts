import { request, type IncomingMessage } from 'node:http';
import { z } from 'zod';
import { shortText } from '../../foundation/text/short-text.ts';
import type { ProbeResult } from './probe-result.ts';

/** Bound on the part of a refusal that is read, which may be endless. */
const wordsTimeoutMs = 200;
const toldCharacters = 500;

export interface HttpProbeResult extends ProbeResult {
  /** Whether there was an answer at all. */
  answered: boolean;
}

/**
 * Ready is an answer with a status of 200 to 299 within `timeoutMs`. Its body is not read, unless it must name the start that answers.
 * @param token of the start that must answer; undefined: any
 */
export function probeHttp(url: string, token?: string, timeoutMs = 2_000): Promise<HttpProbeResult> {
  return new Promise((resolve) => {
    const settle = (result: HttpProbeResult): void => {
      clearTimeout(timer);
      resolve(result);
      attempt.destroy();
    };
    const attempt = request(url, { agent: false }, (response) => {
      const status = response.statusCode ?? 0;
      const isGood = status >= 200 && status < 300;
      const seen = `${url} answered ${status}`;
      if (isGood && token === undefined) {
        settle({ ready: true, answered: true, seen });
        return;
      }
      void beginOf(response, isGood ? timeoutMs : wordsTimeoutMs).then((body) => {
        if (isGood && startOf(body) === token) settle({ ready: true, answered: true, seen });
        else if (isGood) settle({ ready: false, answered: true, seen: `${seen}, but it is another process` });
        else settle({ ready: false, answered: true, seen: `${seen} ${body.trim()}`.trimEnd() });
      });
    });
    // Not the request's own timeout: that restarts with every byte.
    const timer = setTimeout(() => {
      settle({ ready: false, answered: false, seen: `${url}: no answer within ${timeoutMs} ms` });
    }, timeoutMs);
    attempt.on('error', (error) => {
      settle({ ready: false, answered: false, seen: `${url}: ${shortText(error.message, toldCharacters)}` });
    });
    attempt.end();
  });
}

/** The beginning of an answer, as far as it arrives within the bound. */
function beginOf(response: IncomingMessage, timeoutMs: number): Promise<string> {
  return new Promise((resolve) => {
    let begin = '';
    const tell = (): void => {
      clearTimeout(timer);
      resolve(begin.slice(0, toldCharacters));
    };
    const timer = setTimeout(tell, timeoutMs);
    response.setEncoding('utf8');
    response.on('data', (chunk: string) => {
      begin += chunk;
      if (begin.length >= toldCharacters) tell();
    });
    // The error of an answer that was cut off adds nothing.
    response.on('error', tell);
    response.on('close', tell);
  });
}

const healthSchema = z.object({ start: z.string() });

function startOf(body: string): string | undefined {
  try {
    return healthSchema.parse(JSON.parse(body)).start;
  } catch {
    return undefined;
  }
}
