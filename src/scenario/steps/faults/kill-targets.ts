import { awaitQueueOwner, queueOwner } from '../../../broker/queue-owner.ts';
import type { KillResult, MemberStatus, SessionStatus, Survivor } from '../../../control/contract.ts';
import { survivorWords } from '../../../control/describe-survivors.ts';
import { NotReadyError } from '../../../foundation/errors/errors.ts';
import { waitFor } from '../../../foundation/async/wait-for.ts';
import type { Presence } from '../../../foundation/processes/process-identity.ts';
import { deathDoubts, roleDoubts, shutdownDoubts, type Owners } from './fault-doubts.ts';
import { presenceOfPart } from './part-identity.ts';
import type { RunContext } from '../run-context.ts';
import { identifyAll, requireRunning, type RunningParts } from './running-parts.ts';
import { isOfMembers, listOf, resolveTarget, type Resolved } from '../targets.ts';
import type { RecordedFault } from './recorded-fault.ts';

const leaveLineTimeoutMs = 5_000;

export interface KillOptions {
  target: string | string[];
  signal: 'SIGKILL' | 'SIGTERM';
  /** Posts must be in flight at the signal. */
  underWay: boolean;
}

/**
 * Kills the targets of a step one after the other, and checks that the processes ended. The faults of a target are
 * stored in the context immediately, so that they are recorded even if a later one fails.
 * @throws NotReadyError if a target does not run; UsageError for an unknown name
 */
export async function killTargets(context: RunContext, step: KillOptions): Promise<RecordedFault[]> {
  const done: RecordedFault[] = [];
  for (const target of listOf(step.target)) {
    const faults = await killTarget(context, target, step);
    context.faults.push(...faults);
    done.push(...faults);
  }
  return done;
}

async function killTarget(context: RunContext, target: string, step: KillOptions): Promise<RecordedFault[]> {
  const status = await context.status();
  const running = await identifyAll(status);
  // Ask right before the signal: the owner in the status may be outdated.
  const ofMembers = isOfMembers(target, status);
  const observed = {
    observer: context.observer,
    addresses: new Map(status.members.map(({ name, address }) => [name, address])),
  };
  const ownerBefore = ofMembers ? await queueOwner(observed).catch(() => null) : null;
  const now = { ...status, queue: { ...status.queue, owner: ownerBefore } };
  const { names, targetRole } = resolveTarget(target, now, context.choices);
  for (const name of names) requireRunning(running, name);
  // All at once, as when a machine fails: each is signalled before any end is awaited.
  const killed = await context.session.kill(names, step.signal);
  if (killed.length < names.length)
    throw new NotReadyError(`not all of ${names.join(', ')} could be sent ${step.signal}`);
  const ended = new Set(killed.filter(({ hit }) => hit).map(({ name }) => name));
  const anyLeft = status.members.some(({ name, pid }) => pid !== null && !ended.has(name));
  const ownerAfter = ofMembers && anyLeft ? await awaitQueueOwner(observed, ended) : null;
  return Promise.all(
    killed.map((one) =>
      toFault(context, step, { ...one, targetRole, ownerBefore, ownerAfter }, { status, running }),
    ),
  );
}

type Killed = KillResult & Owners;

async function toFault(
  context: RunContext,
  { signal, underWay }: KillOptions,
  { targetRole, ...killed }: Killed & { targetRole: Resolved['targetRole'] },
  { status, running }: { status: SessionStatus; running: RunningParts },
): Promise<RecordedFault> {
  const { name, ownerBefore, ownerAfter } = killed;
  const identity = requireRunning(running, name);
  const presence = killed.hit ? await presenceOfPart(identity) : 'runs';
  const others = status.members.filter((member) => member.name !== name && member.pid !== null);
  const member = status.members.find((one) => one.name === name);
  return {
    kind: 'kill',
    target: name,
    role: targetRole ?? null,
    signal,
    at: killed.signalledAt,
    pid: identity.pid,
    ownerBefore,
    ownerAfter,
    underWay,
    doubts: [
      ...endDoubts(identity.pid, presence, killed.survivors),
      ...(killed.pid === identity.pid ? [] : [`process ${killed.pid} was killed instead of ${identity.pid}`]),
      ...roleDoubts(targetRole, name, killed, others.length > 0),
      ...(signal === 'SIGTERM' && member !== undefined && presence === 'gone'
        ? await leavingDoubts(context, member, others)
        : []),
    ],
  };
}

/** Doubts that a process and everything that it had started have ended. */
function endDoubts(pid: number, presence: Presence, survivors: readonly Survivor[] = []): string[] {
  return survivors.length === 0 ? deathDoubts(pid, presence) : [`still running: ${survivorWords(survivors)}`];
}

/** Doubts that a member left as the scenario's shutdown policy says; empty without a policy. */
async function leavingDoubts(
  { session, broker, shutdown, signal }: RunContext,
  { name, uuid }: MemberStatus,
  others: readonly MemberStatus[],
): Promise<string[]> {
  if (shutdown === undefined || others.length === 0) return [];
  if (uuid === null) return [`the UUID of ${name} was not known, so how it left cannot be checked`];
  const probe = async () => {
    const lines: string[] = [];
    const search = { names: others.map((other) => other.name), containing: uuid };
    for await (const { line } of session.findLines(search, signal)) lines.push(line);
    return broker.departureIn?.(lines);
  };
  // A missing line is a doubt.
  const departure = await waitFor({
    what: `the end of ${name}`,
    timeoutMs: leaveLineTimeoutMs,
    intervalMs: 200,
    probe,
  }).catch(() => undefined);
  return shutdownDoubts(shutdown, name, departure);
}
