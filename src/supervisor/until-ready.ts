import { NotReadyError, messageOf, type DistqError } from '../shared/errors.ts';
import type { ProcessExit } from '../shared/process.ts';
import { waitFor } from '../shared/wait.ts';
import type { ProcessPlan } from './process-plan.ts';
import type { ProcessLog } from './process-log.ts';

const probeIntervalMs = 40;
const toldLines = 15;

interface Started {
  log: ProcessLog;
  /** undefined while it runs. */
  exit: () => ProcessExit | undefined;
  signal: AbortSignal;
}

/**
 * Waits until a process that was started is ready.
 * @throws NotReadyError if it ends before, or is not ready within the plan's bound; the signal's reason if aborted
 */
export async function untilReady(plan: ProcessPlan, { log, exit, signal }: Started): Promise<void> {
  let seen = 'nothing yet';
  await waitFor({
    what: `${plan.name} to be ready`,
    timeoutMs: plan.readyTimeoutMs,
    intervalMs: probeIntervalMs,
    signal,
    lastSeen: () => seen,
    probe: async () => {
      if (exit() !== undefined) return 'exited';
      const result = await plan.probe(log);
      seen = result.seen;
      return result.ready ? 'ready' : undefined;
    },
  });
  const ended = exit();
  if (ended === undefined) return;
  throw new NotReadyError(
    `${plan.name} ended before it was ready: ${describeExit(ended)}; last probe: ${seen}`,
  );
}

/** A start that failed, with the end of the log. */
export function explainFailedStart(error: unknown, log: ProcessLog): DistqError {
  const tail = log.tail(toldLines).map((line) => `    ${line}`);
  const told = tail.length === 0 ? 'its log is empty' : `the end of its log:\n${tail.join('\n')}`;
  return new NotReadyError(`${messageOf(error)}\n${told}`, { cause: error, hint: `read ${log.path}` });
}

export function describeExit(exit: ProcessExit): string {
  return exit.signal === undefined ? `exit code ${exit.code ?? 'unknown'}` : `killed by ${exit.signal}`;
}
