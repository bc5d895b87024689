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
 * Kills what a killed supervisor left running. The supervisor holds the other end of `orders` and writes the pid of
 * each process it starts; when the supervisor ends for any reason, that end closes. The watchdog is needed because
 * foreign children (Java) do not watch their standard input.
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

/** Retries if the system gives no answer: a process that is not watched would be left running. */
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

/** @returns names of the containers that were running */
export async function removeContainers(project: string, signal?: AbortSignal): Promise<string[]> {
  // Imported here because most watchdogs have no containers to remove.
  const { removeProject } = await import('../../broker/containers/project.ts');
  return await removeProject(project, { env: process.env, signal });
}

/**
 * Kills a process with its group and waits some seconds until all of it has ended, so that its port is free. The start
 * time protects a process to which the pid was given later.
 * @returns whether it was running
 * @throws MachineLacksError if the operating system does not report it; then it is not killed
 */
export async function killIfRunning(identity: ProcessIdentity): Promise<boolean> {
  if (!(await isRunning(identity))) return false;
  if (!signalGroup(identity.pid, 'SIGKILL')) return false;
  await groupEnds(identity.pid, endTimeoutMs);
  return true;
}
