import { request } from 'node:http';
import type { ProbeResult } from './process-plan.ts';

const probeTimeoutMs = 2_000;

/** Ready is an answer with a status of 200 to 299 within two seconds. */
export function probeHttp(url: string): Promise<ProbeResult> {
  return new Promise((resolve) => {
    const attempt = request(url, { timeout: probeTimeoutMs, agent: false }, (response) => {
      let body = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        if (body.length < 500) body += chunk;
      });
      response.on('close', () => {
        const status = response.statusCode ?? 0;
        resolve({ ready: status >= 200 && status < 300, seen: `${url} answered ${status} ${body.trim()}` });
      });
    });
    attempt.on('timeout', () => attempt.destroy(new Error(`no answer within ${probeTimeoutMs} ms`)));
    attempt.on('error', (error) => {
      resolve({ ready: false, seen: `${url}: ${error.message}` });
    });
    attempt.end();
  });
}
