import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { z } from 'zod';
import { identifyProcess, isRunning, type ProcessIdentity } from '../shared/process-identity.ts';

const orderSchema = z.object({ watch: z.int().positive() });

/**
 * Ends what a killed supervisor left behind. The supervisor holds the other end of `orders` and writes the pid of
 * everything it starts; when that end closes, however the supervisor ended, whatever still runs is killed. Children that
 * are not ours (Java) do not watch their standard input, so somebody must.
 */
export async function watchdog(orders: Readable): Promise<void> {
  const watched: ProcessIdentity[] = [];
  for await (const line of createInterface({ input: orders })) {
    const identity = await identifyProcess(orderSchema.parse(JSON.parse(line)).watch);
    if (identity !== undefined) watched.push(identity);
  }
  for (const identity of watched) await killIfRunning(identity);
}

/** @returns whether it was still running. The start time guards against a pid that was given to another process. */
export async function killIfRunning(identity: ProcessIdentity): Promise<boolean> {
  if (!(await isRunning(identity))) return false;
  try {
    process.kill(identity.pid, 'SIGKILL');
    return true;
  } catch {
    return false;
  }
}
