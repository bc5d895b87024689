import type { Survivor } from '../../control/contract.ts';
import {
  ExitCode,
  NotReadyError,
  PortTakenError,
  messageOf,
  type DistqError,
} from '../../foundation/errors/errors.ts';
import type { ProcessExit } from '../../foundation/processes/process.ts';
import { shortText } from '../../foundation/text/short-text.ts';
import { waitFor } from '../../foundation/async/wait-for.ts';
import type { Generation } from './generation.ts';
import { ListensElsewhere } from '../ports/listens-elsewhere.ts';
import { findStranger, portTaken } from '../ports/port-taken.ts';
import type { ProcessPlan } from './process-plan.ts';
import type { ProcessLog } from '../logs/process-log.ts';
import { survivorWords } from '../../control/describe-survivors.ts';

const probeIntervalMs = 40;
/** Our services print a line when they become ready; without one a probe only costs both sides processor time. */
const quietProbeIntervalMs = 500;
const lookIntervalMs = 1_000;
const toldLines = 15;
const toldLineCharacters = 400;

/**
 * Waits until a started process is ready, and checks that this process has its port.
 * @throws NotReadyError if it ends before, or is not ready within the plan's timeout; PortTakenError if another process
 * has its port; the signal's reason if aborted
 */
export async function untilReady(
  plan: ProcessPlan,
  generation: Generation,
  signal: AbortSignal,
): Promise<void> {
  let seen = 'nothing yet';
  let lookedMs = performance.now();
  const elsewhere = new ListensElsewhere(plan.port);
  const outcome = await waitFor({
    what: `${plan.name} to be ready`,
    timeoutMs: plan.readyTimeoutMs,
    intervalMs: plan.onNews === undefined ? probeIntervalMs : quietProbeIntervalMs,
    ...(plan.onNews === undefined ? {} : { onNews: newsOf(plan.onNews, generation) }),
    signal,
    lastSeen: () => seen,
    probe: async () => {
      if (generation.exit !== undefined) return 'exited';
      const result = await plan.probe(generation.start);
      seen = result.seen;
      if (result.never !== undefined) return new NotReadyError(result.never);
      // A foreign program may wait forever for its port while another program answers there. A distq service ends
      // instead.
      if (!result.ready && (plan.program === 'ours' || performance.now() - lookedMs < lookIntervalMs))
        return undefined;
      lookedMs = performance.now();
      const stranger = await findStranger(plan, generation.identity);
      if (stranger !== undefined) return portTaken([{ ...plan, holder: stranger }]);
      if (result.ready) return 'ready';
      const other = plan.program === 'foreign' ? await elsewhere.look(generation.identity) : undefined;
      return other === undefined ? undefined : wrongPort(plan, other);
    },
  });
  if (outcome instanceof Error) throw outcome;
  if (generation.exit === undefined) return;
  throw new NotReadyError(
    `${plan.name} ended before it was ready: ${describeExit(generation.exit)}; last probe: ${seen}`,
  );
}

function wrongPort({ name, port }: ProcessPlan, other: number): NotReadyError {
  return new NotReadyError(
    `${name} listens on port ${other}, not on ${port}: give its port in the file, or let the program take it from the variable PORT`,
  );
}

/** Its end is news as well. */
function newsOf(onNews: NonNullable<ProcessPlan['onNews']>, { process }: Generation): typeof onNews {
  return (probeNow) => {
    void process.exited.then(probeNow);
    return onNews(probeNow);
  };
}

/**
 * Explains why a start failed, after the process was ended: another process has its port, or else the original error
 * with the end of the log.
 */
export async function explainFailedStart(
  error: unknown,
  { plan, generation, log }: { plan: ProcessPlan; generation: Generation; log: ProcessLog },
): Promise<DistqError> {
  if (error instanceof PortTakenError) return error;
  const stranger = await findStranger(plan, generation.identity);
  const saysTaken = plan.program === 'ours' && generation.exit?.code === ExitCode.portTaken;
  if (stranger !== undefined || saysTaken) return portTaken([{ ...plan, holder: stranger }]);
  const tail = log.tail(toldLines).map((line) => `    ${shortText(line, toldLineCharacters)}`);
  const told = tail.length === 0 ? 'its log is empty' : `the end of its log:\n${tail.join('\n')}`;
  return new NotReadyError([messageOf(error), ...leftWords(generation.survivors), told].join('\n'), {
    cause: error,
    hint: `read ${log.path}`,
  });
}

function leftWords(survivors: readonly Survivor[]): string[] {
  if (survivors.length === 0) return [];
  return [`it left running: ${survivorWords(survivors)}; a command must stay in the foreground`];
}

export function describeExit(exit: ProcessExit): string {
  return exit.signal === undefined ? `exit code ${exit.code ?? 'unknown'}` : `killed by ${exit.signal}`;
}
