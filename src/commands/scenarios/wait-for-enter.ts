import { createInterface } from 'node:readline';

/**
 * Waits for Enter or the end of the input (Ctrl-D).
 * @throws the signal's reason if aborted
 */
export async function waitForEnter(signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  process.stderr.write('    Press Enter to continue … ');
  // Not in terminal mode: readline would consume Ctrl-C, and the command would not be interrupted.
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
