import type { RestartResult } from '../../../control/contract.ts';
import { deathDoubts } from './fault-doubts.ts';
import { presenceOfPart, type PartIdentity } from './part-identity.ts';
import type { RunContext } from '../run-context.ts';
import { identifyAll } from './running-parts.ts';
import { resolveAll } from '../targets.ts';
import type { RecordedFault } from './recorded-fault.ts';

/**
 * Restarts the targets of a step, members one after the other, and checks that each process ended and another one
 * started. Each fault is stored in the context immediately.
 * @throws NotReadyError if one does not become ready, or the cluster not safe; UsageError for an unknown name
 */
export async function restartTargets(
  context: RunContext,
  step: { target: string | string[]; underWay: boolean },
): Promise<RecordedFault[]> {
  const status = await context.status();
  const { services, members } = status;
  const names = resolveAll(step.target, status, context.choices);
  const done: RecordedFault[] = [];
  const groups = [
    ...members.filter(({ name }) => names.includes(name)).map(({ name }) => [name]),
    services.filter(({ name }) => names.includes(name)).map(({ name }) => name),
  ].filter(({ length }) => length > 0);
  for (const group of groups) {
    const before = await identifyAll(await context.status());
    const restarted = await context.session.restart(group);
    const after = await identifyAll(await context.status());
    const faults = await Promise.all(
      restarted.map((one) =>
        toFault(one, { before: before.get(one.name), after: after.get(one.name) }, step.underWay),
      ),
    );
    context.faults.push(...faults);
    done.push(...faults);
  }
  return done;
}

interface Runs {
  before: PartIdentity | undefined;
  after: PartIdentity | undefined;
}

async function toFault(
  { name, signalledAt }: RestartResult,
  { before, after }: Runs,
  underWay: boolean,
): Promise<RecordedFault> {
  const deaths = before === undefined ? [] : deathDoubts(before.pid, await presenceOfPart(before));
  return {
    kind: 'restart',
    target: name,
    role: null,
    signal: 'SIGTERM',
    at: signalledAt ?? new Date().toISOString(),
    pid: before?.pid ?? null,
    newPid: after?.pid ?? null,
    ownerBefore: null,
    ownerAfter: null,
    underWay,
    doubts: [
      ...(before === undefined || signalledAt === null ? [`${name} was not running before`] : []),
      ...deaths,
      ...(after === undefined ? [`${name} is not running afterwards`] : []),
    ],
  };
}
