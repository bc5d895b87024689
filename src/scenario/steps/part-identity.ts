import { inspectContainer } from '../../broker/hazelcast/docker/engine.ts';
import {
  identifyProcess,
  isStopped,
  presenceOf,
  type Presence,
  type ProcessIdentity,
} from '../../foundation/processes/process-identity.ts';

/** Names one run of a part of the system for good, so that it is known whether that very run goes on. */
export interface PartIdentity extends ProcessIdentity {
  /** Id of the container; then `startedAt` is by the engine, and the pid is the engine's. */
  container: string | null;
}

/**
 * Who runs as this part now; undefined if nobody.
 * @throws MachineLacksError, NotReadyError if nobody can tell
 */
export async function identifyPart(part: {
  pid: number | null;
  container?: string | null | undefined;
}): Promise<PartIdentity | undefined> {
  const { pid } = part;
  const container = part.container ?? null;
  if (pid === null) return undefined;
  if (container === null) {
    const identity = await identifyProcess(pid);
    return identity && { ...identity, container };
  }
  const state = await inspectContainer(container, { env: process.env });
  return state?.running === true ? { pid: state.pid, startedAt: state.startedAt, container } : undefined;
}

/** Whether this very run goes on. */
export async function presenceOfPart(identity: PartIdentity): Promise<Presence> {
  if (identity.container === null) return presenceOf(identity);
  try {
    const state = await inspectContainer(identity.container, { env: process.env });
    return state?.running === true && state.startedAt === identity.startedAt ? 'runs' : 'gone';
  } catch {
    return 'unknown';
  }
}

/**
 * Whether it is suspended: SIGSTOP, or a container that is paused.
 * @throws MachineLacksError, NotReadyError if nobody can tell
 */
export async function partIsStopped({ pid, container }: PartIdentity): Promise<boolean> {
  if (container === null) return isStopped(pid);
  return (await inspectContainer(container, { env: process.env }))?.paused === true;
}
