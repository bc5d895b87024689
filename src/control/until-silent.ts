import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'undici';
import { messageOf } from '../foundation/errors/errors.ts';
import { withJoinedSignal } from '../foundation/async/joined-signal.ts';

export interface AliveOptions {
  socket: string;
  /** Pause between two questions. */
  everyMs: number;
  /** Within this time the other side must answer each. */
  timeoutMs: number;
  /** Aborted when the result is no longer needed. */
  signal: AbortSignal;
}

/**
 * Asks a server again and again for anything at all; what it answers does not matter.
 * @returns what was met once it did not answer; undefined when aborted.
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
