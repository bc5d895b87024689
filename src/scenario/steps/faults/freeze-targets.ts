import { waitFor } from '../../../foundation/async/wait-for.ts';
import { partIsStopped, presenceOfPart, type PartIdentity } from './part-identity.ts';
import type { RecordedFault } from './recorded-fault.ts';
import type { RunContext } from '../run-context.ts';
import { identifyAll, requireRunning } from './running-parts.ts';
import { targetsByName } from '../targets.ts';

/**
 * Freezes processes (SIGSTOP), and checks that they are suspended. The undo of each is stored in the context before the
 * signal is sent, so that none stays frozen if the step fails.
 * @throws NotReadyError if one does not run; UsageError for an unknown name
 */
export async function freezeTargets(
  context: RunContext,
  targets: string | string[],
): Promise<RecordedFault[]> {
  const status = await context.status();
  const targetByName = targetsByName(targets, status, context.choices);
  const running = await identifyAll(status);
  const chosen = [...targetByName].map(([name, target]) => ({
    name,
    target,
    identity: requireRunning(running, name),
  }));
  for (const { name, target, identity } of chosen) {
    const undo = () => thaw(context, name, identity);
    context.lasting.add({ kind: 'freeze', name, target, undo });
  }
  const sent = await context.session.kill([...targetByName.keys()], 'SIGSTOP');
  const faults = await Promise.all(
    sent.map(async ({ name, signalledAt }): Promise<RecordedFault> => {
      const identity = requireRunning(running, name);
      return {
        kind: 'freeze',
        target: name,
        role: null,
        signal: 'SIGSTOP',
        at: signalledAt,
        pid: identity.pid,
        ownerBefore: null,
        ownerAfter: null,
        underWay: false,
        doubts: (await becomesStopped(identity)) ? [] : [`process ${identity.pid} is not suspended`],
      };
    }),
  );
  context.faults.push(...faults);
  return faults;
}

/** Resumes exactly the frozen process (SIGCONT), not a later one of the same name, and notes the time in its faults. */
async function thaw(
  { session, faults }: RunContext,
  name: string,
  identity: PartIdentity,
): Promise<'undone' | 'gone'> {
  if ((await presenceOfPart(identity)) === 'gone') return 'gone';
  try {
    const [sent] = await session.kill([name], 'SIGCONT');
    for (const fault of faults)
      if (fault.kind === 'freeze' && fault.target === name && fault.pid === identity.pid)
        fault.thawedAt ??= sent?.signalledAt;
    return 'undone';
  } catch (error) {
    // It may have ended since it was found.
    if ((await presenceOfPart(identity)) === 'gone') return 'gone';
    throw error;
  }
}

/** A signal takes effect a moment after it was sent. */
async function becomesStopped(identity: PartIdentity): Promise<boolean> {
  const probe = async () => ((await partIsStopped(identity)) ? true : undefined);
  return waitFor({
    what: `process ${identity.pid} to be suspended`,
    timeoutMs: 2_000,
    intervalMs: 10,
    probe,
  }).catch(() => false);
}
