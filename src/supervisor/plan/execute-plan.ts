import type { ManagedProcess } from '../process/managed-process.ts';
import { untilSafe } from './await-safety.ts';
import type { ClusterWatch } from './cluster-watch.ts';
import type { Plan, PlannedOperation } from './plan.ts';

/** When each part was sent its stop signal (ISO 8601), by name; null if it did not run. */
export type SignalledAt = Map<string, string | null>;

export interface Executing {
  processes: ReadonlyMap<string, ManagedProcess>;
  watch: ClusterWatch;
  /** If aborted, nothing more is started, and starts in progress are ended. */
  signal: AbortSignal;
}

/**
 * Executes a plan wave by wave.
 * @throws the first failure, immediately and without beginning the next wave; the signal's reason if aborted
 */
export async function executePlan({ waves }: Plan, executing: Executing): Promise<SignalledAt> {
  const signalledAt: SignalledAt = new Map();
  for (const wave of waves) {
    executing.signal.throwIfAborted();
    await Promise.all(wave.map((operation) => execute(operation, executing, signalledAt)));
  }
  return signalledAt;
}

/** Executes a whole plan in spite of failures. @throws the first failure, at the end */
export async function executeWholePlan({ waves }: Plan, executing: Executing): Promise<void> {
  const failures: unknown[] = [];
  for (const wave of waves) {
    const ends = await Promise.allSettled(wave.map((operation) => execute(operation, executing, new Map())));
    for (const end of ends) if (end.status === 'rejected') failures.push(end.reason);
  }
  if (failures.length > 0) throw failures[0];
}

async function execute(
  { operation, name }: PlannedOperation,
  { processes, watch, signal }: Executing,
  signalledAt: SignalledAt,
): Promise<void> {
  switch (operation) {
    case 'start':
      await processNamed(processes, name).start(signal);
      return;
    case 'stop':
      signalledAt.set(name, await processNamed(processes, name).stop());
      return;
    case 'end':
      await processNamed(processes, name).stop({ atEnd: true });
      return;
    case 'await-safety':
      await untilSafe(watch, name, signal);
      return;
    case 'disconnect':
      await watch.close();
  }
}

function processNamed(processes: ReadonlyMap<string, ManagedProcess>, name: string): ManagedProcess {
  const process = processes.get(name);
  if (process === undefined) throw new Error(`the plan names ${name}, which is not a process of the session`);
  return process;
}
