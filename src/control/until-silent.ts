import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'undici';
import { messageOf } from '../foundation/errors/errors.ts';
import { withJoinedSignal } from '../foundation/async/joined-signal.ts';

export interface AliveOptions {
  socket: string;
  /** Pause between two requests, in ms. */
  everyMs: number;
  /** Timeout of each answer, in ms. */
  timeoutMs: number;
  /** Aborted when the result is no longer needed. */
  signal: AbortSignal;
}

/**
 * Asks a server repeatedly whether it still answers; the content of the answers does not matter.
 * @returns the error of the first missing answer; undefined if aborted
 */
export async function untilSilent({
  socket,
  everyMs,
  timeoutMs,
  signal,
}: AliveOptions): Promise<string | undefined> {
  const client = new Client('http://distq', { socketPath: socket });
  try {
    for (;;) {
      await sleep(everyMs, undefined, { signal });
      await withJoinedSignal({ signals: [signal], timeoutMs }, async (inTime) => {
        const { body } = await client.request({ method: 'GET', path: '/alive', signal: inTime });
        await body.dump();
      });
    }
  } catch (error) {
    return signal.aborted ? undefined : messageOf(error);
  } finally {
    await client.destroy();
  }
}
