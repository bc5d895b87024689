import { request } from 'node:http';
import type { ProbeResult } from './process-plan.ts';

const probeTimeoutMs = 2_000;
const toldCharacters = 500;

/** Ready is an answer with a status of 200 to 299 within two seconds; it need not be complete. */
export function probeHttp(url: string): Promise<ProbeResult> {
  return new Promise((resolve) => {
    let tellLate = (): void => {
      resolve({ ready: false, seen: `${url}: no answer within ${probeTimeoutMs} ms` });
    };
    const attempt = request(url, { agent: false }, (response) => {
      const status = response.statusCode ?? 0;
      let body = '';
      const tell = (): void => {
        resolve({
          ready: status >= 200 && status < 300,
          seen: `${url} answered ${status} ${body.trim()}`.trimEnd(),
        });
      };
      tellLate = tell;
      response.setEncoding('utf8');
      // Only one that is not ready says something worth waiting for.
      if (status >= 200 && status < 300) tell();
      response.on('data', (chunk: string) => {
        if (body.length < toldCharacters) body += chunk;
      });
      // The error of one that was cut off tells nothing more.
      response.on('error', () => undefined);
      response.on('close', tell);
    });
    // Not the request's own timeout: that begins anew with every byte.
    const timer = setTimeout(() => {
      tellLate();
      attempt.destroy();
    }, probeTimeoutMs);
    attempt.on('close', () => {
      clearTimeout(timer);
    });
    attempt.on('error', (error) => {
      resolve({ ready: false, seen: `${url}: ${error.message}` });
    });
    attempt.end();
  });
}
