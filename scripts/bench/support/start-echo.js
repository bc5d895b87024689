import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const echoProgram = fileURLToPath(new URL('./echo.js', import.meta.url));

/** @typedef {{ url: Promise<string>, pid: number, stop: () => void }} Echo */

/**
 * Starts the bare Fastify that the facade is compared with, in a process of its own.
 * @returns {Echo}
 */
export function startEcho() {
  const echo = spawn(process.execPath, [echoProgram], { stdio: ['pipe', 'pipe', 'inherit'], detached: true });
  const url = firstLine(echo.stdout);
  // A rejection is reported where it is awaited.
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
