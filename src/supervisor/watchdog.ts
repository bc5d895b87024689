import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { z } from 'zod';
import { groupEnds, signalGroup } from '../shared/process-group.ts';
import { identifyProcess, isRunning, type ProcessIdentity } from '../shared/process-identity.ts';

const endTimeoutMs = 5_000;

const orderSchema = z.union([
  z.object({ watch: z.int().positive() }),
  /** Compose project of the members. */
  z.object({ project: z.string() }),
]);
export type WatchdogOrder = z.output<typeof orderSchema>;

/**
 * Ends what a killed supervisor left behind. The supervisor holds the other end of `orders` and writes the pid of
 * everything it starts; when that end closes, however the supervisor ended, whatever still runs is killed. Children that
 * are not ours (Java) do not watch their standard input, so somebody must.
 */
export async function watchdog(orders: Readable): Promise<void> {
  const watched: ProcessIdentity[] = [];
  const projects: string[] = [];
  for await (const line of createInterface({ input: orders })) {
    const order = orderSchema.parse(JSON.parse(line));
    if ('project' in order) projects.push(order.project);
    else {
      const identity = await identifyProcess(order.watch);
      if (identity !== undefined) watched.push(identity);
    }
  }
  await Promise.all(watched.map(killIfRunning));
  for (const project of projects) await removeContainers(project);
}

/** @returns names of those that still ran. */
export async function removeContainers(project: string): Promise<string[]> {
  // Loaded here: most watchdogs have none to remove.
  const { removeProject } = await import('../cluster/docker/project.ts');
  return await removeProject(project, process.env);
}

/**
 * Kills it with everything in its group, and waits (some seconds at most) until nothing of it is left, so that its port is free.
 * @returns whether it was still running. The start time guards against a pid that was given to another process.
 */
export async function killIfRunning(identity: ProcessIdentity): Promise<boolean> {
  if (!(await isRunning(identity))) return false;
  if (!signalGroup(identity.pid, 'SIGKILL')) return false;
  await groupEnds(identity.pid, endTimeoutMs);
  return true;
}
