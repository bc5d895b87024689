import { createInterface } from 'node:readline';

/**
 * Waits until somebody presses Enter; the end of the input (Ctrl-D) goes on, too.
 * @throws the signal's reason if aborted
 */
export async function waitForEnter(signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  process.stderr.write('    Enter goes on … ');
  // Not as a terminal: readline would then take Ctrl-C for itself, and nobody would hear of it.
  const lines = createInterface({ input: process.stdin, terminal: false });
  try {
    await new Promise<void>((resolve, reject) => {
      const goOn = (): void => {
        resolve();
      };
      lines.once('line', goOn).once('close', goOn);
      signal.addEventListener(
        'abort',
        () => {
          process.stderr.write('\n');
          reject(signal.reason instanceof Error ? signal.reason : new Error('interrupted'));
        },
        { once: true },
      );
    });
  } finally {
    lines.close();
  }
}
