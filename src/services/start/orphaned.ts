import { spawn } from 'node:child_process';
import { z } from 'zod';

const commandLine = z.tuple([z.string()], z.string());

/** Resolves when the supervisor has ended: it holds the other ends of standard input and output. */
export function untilOrphaned(): Promise<void> {
  return new Promise((resolve) => {
    const onGone = () => {
      resolve();
    };
    for (const event of ['end', 'close', 'error'] as const) process.stdin.on(event, onGone);
    process.stdout.on('error', onGone);
    process.stdin.resume();
  });
}

/** Starts the command line in `DISTQ_WHEN_ORPHANED` (a JSON array) in the background; it outlives this process. */
export function startWhenOrphaned({ DISTQ_WHEN_ORPHANED: text }: NodeJS.ProcessEnv): void {
  if (text === undefined || text === '') return;
  const [file, ...args] = commandLine.parse(JSON.parse(text));
  const child = spawn(file, args, { detached: true, stdio: 'ignore', windowsHide: true });
  // This is only the second safeguard; if it cannot be started, there is no one to report to.
  child.on('error', () => undefined);
  child.unref();
}
