import { waitFor } from '../../foundation/async/wait-for.ts';
import { partIsStopped, type PartIdentity } from './part-identity.ts';
import type { RunContext } from './run-context.ts';
import { identifyAll, requireRunning } from './running-parts.ts';
import { resolveAll } from './targets.ts';
import type { RecordedFault } from './recorded-fault.ts';

/**
 * Freezes processes (SIGSTOP), and shows that they stand still.
 * @throws NotReadyError if one does not run; UsageError if there is none of that name
 */
export async function freezeTargets(
  context: RunContext,
  targets: string | string[],
): Promise<RecordedFault[]> {
  const status = await context.status();
  const names = resolveAll(targets, status, context.choices);
  const running = await identifyAll(status);
  for (const name of names) requireRunning(running, name);
  for (const name of names) context.frozen.add(name);
  const sent = await context.session.kill(names, 'SIGSTOP');
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
        doubts: (await standsStill(identity)) ? [] : [`process ${identity.pid} is not stopped`],
      };
    }),
  );
  context.faults.push(...faults);
  return faults;
}

/** Lets frozen processes go on (SIGCONT), and notes with their faults when. */
export async function thaw({ session, frozen, faults }: RunContext, names: readonly string[]): Promise<void> {
  const sent = await session.kill([...names], 'SIGCONT');
  for (const { name, signalledAt } of sent) {
    frozen.delete(name);
    const fault = faults.findLast(({ kind, target }) => kind === 'freeze' && target === name);
    if (fault !== undefined) fault.thawedAt ??= signalledAt;
  }
}

/**
 * Thaws what was left frozen and still runs: it could not be asked what it received, and whose topology it is wants it back as it
 * was. @returns their names
 */
export async function thawTheRest(context: RunContext): Promise<string[]> {
  if (context.frozen.size === 0) return [];
  const { services, members } = await context.status();
  const running = [...services, ...members].filter(({ pid }) => pid !== null).map(({ name }) => name);
  const names = running.filter((name) => context.frozen.has(name));
  if (names.length > 0) await thaw(context, names);
  return names;
}

/** A signal takes effect a moment after it was sent. */
async function standsStill(identity: PartIdentity): Promise<boolean> {
  const probe = async () => ((await partIsStopped(identity)) ? true : undefined);
  return waitFor({
    what: `process ${identity.pid} to stand still`,
    timeoutMs: 2_000,
    intervalMs: 10,
    probe,
  }).catch(() => false);
}
