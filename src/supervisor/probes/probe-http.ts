import { request, type IncomingMessage } from 'node:http';
import { z } from 'zod';
import { shortText } from '../../foundation/text/short-text.ts';
import type { ProbeResult } from './probe-result.ts';

/** Timeout for reading the text of a refusal, which may be endless. */
const wordsTimeoutMs = 200;
const toldCharacters = 500;

export interface HttpProbeResult extends ProbeResult {
  /** Whether there was any answer. */
  answered: boolean;
}

/**
 * Ready means: an answer with status 200 to 299 within `timeoutMs`. The body is only read if it must contain the token.
 * @param token the answer must contain the token of this start; undefined: any answer
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
    // The timeout of `http.request` restarts with every byte, so it is not used.
    const timer = setTimeout(() => {
      settle({ ready: false, answered: false, seen: `${url}: no answer within ${timeoutMs} ms` });
    }, timeoutMs);
    attempt.on('error', (error) => {
      settle({ ready: false, answered: false, seen: `${url}: ${shortText(error.message, toldCharacters)}` });
    });
    attempt.end();
  });
}

/** The beginning of a response, as far as it arrives before the timeout. */
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
    // Ignored: a response that was cut off tells nothing new.
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
