import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { z } from 'zod';
import { groupEnds, signalGroup } from '../../foundation/processes/process-group.ts';
import {
  identifyProcess,
  isRunning,
  type ProcessIdentity,
} from '../../foundation/processes/process-identity.ts';
import { waitFor } from '../../foundation/async/wait-for.ts';

const endTimeoutMs = 5_000;
const identifyTimeoutMs = 5_000;

const orderSchema = z.union([
  z.object({ watch: z.int().positive() }),
  /** Compose project of the members. */
  z.object({ project: z.string() }),
]);
export type WatchdogOrder = z.output<typeof orderSchema>;

/**
 * Ends what a killed supervisor left behind. The supervisor holds the other end of `orders` and writes the pid of
 * everything it starts; when that end closes, however the supervisor ended, whatever still runs is killed. Children that
 * are not ours (Java) do not watch their standard input, so the watchdog does.
 */
export async function watchdog(orders: Readable): Promise<void> {
  const watched: ProcessIdentity[] = [];
  const projects: string[] = [];
  for await (const line of createInterface({ input: orders })) {
    const order = orderSchema.parse(JSON.parse(line));
    if ('project' in order) projects.push(order.project);
    else {
      const identity = await identifyOnceToldOf(order.watch);
      if (identity !== undefined) watched.push(identity);
    }
  }
  // A process of unknown state must not prevent ending the others.
  await Promise.allSettled(watched.map(killIfRunning));
  for (const project of projects) await removeContainers(project);
}

/** Asked again where the system gives no answer at first: a process that is not watched would be left behind. */
function identifyOnceToldOf(pid: number): Promise<ProcessIdentity | undefined> {
  return waitFor({
    what: `the identity of process ${pid}`,
    timeoutMs: identifyTimeoutMs,
    probe: async () => [await identifyProcess(pid)],
  }).then(
    ([identity]) => identity,
    () => undefined,
  );
}

/** @returns names of those that still ran. */
export async function removeContainers(project: string, signal?: AbortSignal): Promise<string[]> {
  // Loaded here: most watchdogs have none to remove.
  const { removeProject } = await import('../../broker/containers/project.ts');
  return await removeProject(project, { env: process.env, signal });
}

/**
 * Kills it with everything in its group, and waits (some seconds at most) until nothing of it is left, so that its port is free.
 * @returns whether it was still running. The start time guards against a pid that was given to another process.
 * @throws MachineLacksError if the operating system does not report it; then it is left running
 */
export async function killIfRunning(identity: ProcessIdentity): Promise<boolean> {
  if (!(await isRunning(identity))) return false;
  if (!signalGroup(identity.pid, 'SIGKILL')) return false;
  await groupEnds(identity.pid, endTimeoutMs);
  return true;
}
