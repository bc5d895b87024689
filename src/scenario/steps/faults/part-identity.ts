import { inspectContainer } from '../../../broker/containers/engine.ts';
import {
  identifyProcess,
  isStopped,
  presenceOf,
  type Presence,
  type ProcessIdentity,
} from '../../../foundation/processes/process-identity.ts';

/** Identifies one run of a part of the system, to find out whether the same run is still running. */
export interface PartIdentity extends ProcessIdentity {
  /** Id of the container; then `startedAt` and the pid are those of the engine. */
  container: string | null;
}

/**
 * The current process or container of this part; undefined if it is not running.
 * @throws MachineLacksError, NotReadyError if it cannot be determined
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

/** Whether this run is still running. */
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
 * Whether it is suspended: SIGSTOP, or a paused container.
 * @throws MachineLacksError, NotReadyError if it cannot be determined
 */
export async function partIsStopped({ pid, container }: PartIdentity): Promise<boolean> {
  if (container === null) return isStopped(pid);
  return (await inspectContainer(container, { env: process.env }))?.paused === true;
}
