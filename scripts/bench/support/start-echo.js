import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const echoProgram = fileURLToPath(new URL('./echo.js', import.meta.url));

/** @typedef {{ url: Promise<string>, pid: number, stop: () => void }} Echo */

/**
 * Starts the bare Fastify, with which the facade is compared, in its own process.
 * @returns {Echo}
 */
export function startEcho() {
  const echo = spawn(process.execPath, [echoProgram], { stdio: ['pipe', 'pipe', 'inherit'], detached: true });
  const url = firstLine(echo.stdout);
  // The caller that awaits it reports a rejection.
  url.catch(() => undefined);
  return {
    url,
    pid: echo.pid ?? 0,
    stop() {
      echo.stdin.end();
    },
  };
}

/** @param {NodeJS.ReadableStream} stream */
async function firstLine(stream) {
  for await (const line of createInterface({ input: stream })) return line;
  throw new Error('the echo ended before it listened');
}
