import type { KillResult, MemberStatus, SessionStatus, Survivor } from '../../control/contract.ts';
import { survivorWords } from '../../control/describe-survivors.ts';
import { NotReadyError } from '../../foundation/errors/errors.ts';
import { waitFor } from '../../foundation/async/wait-for.ts';
import type { Presence } from '../../foundation/processes/process-identity.ts';
import { deathDoubts, roleDoubts, shutdownDoubts, tellsOfLeaving, type Owners } from './fault-doubts.ts';
import { presenceOfPart } from './part-identity.ts';
import type { RunContext } from './run-context.ts';
import { identifyAll, requireRunning, type RunningParts } from './running-parts.ts';
import { listOf, resolveTarget, type Resolved } from './targets.ts';
import type { Step } from './step-schema.ts';
import type { RecordedFault } from './recorded-fault.ts';

const ownerTimeoutMs = 15_000;
const leaveLineTimeoutMs = 5_000;

export type KillStep = NonNullable<Step['kill']>;

/**
 * Kills what the step names, one target after the other, and shows with evidence of its own that it hit. The faults of a target are noted
 * in the context once it is done, so that they are not forgotten where a later one fails.
 * @throws NotReadyError if a target does not run; UsageError if there is none of that name
 */
export async function killTargets(context: RunContext, step: KillStep): Promise<RecordedFault[]> {
  const done: RecordedFault[] = [];
  for (const target of listOf(step.target)) {
    const status = await context.status();
    const resolved = resolveTarget(target, status, context.choices);
    const running = await identifyAll(status);
    for (const name of resolved.names) requireRunning(running, name);
    const killed = await killTogether(context, resolved, step.signal, status);
    const before = { status, running };
    const faults = await Promise.all(
      killed.map((one) => toFault(context, step, { ...one, role: resolved.role }, before)),
    );
    context.faults.push(...faults);
    done.push(...faults);
  }
  return done;
}

type Killed = KillResult & Owners;

/** Those of one target die together, as when a machine does: each gets its signal before any is waited for. */
async function killTogether(
  context: RunContext,
  { names, role }: Resolved,
  signal: NodeJS.Signals,
  status: SessionStatus,
): Promise<Killed[]> {
  const [name, ...others] = names;
  const { session } = context;
  const areMembers = status.members.some((member) => member.name === name);
  // The owner is looked up by the supervisor right before the signal; a name would be as old as the last status.
  if (areMembers && others.length === 0)
    return [await session.killNode(role === 'queue-owner' ? undefined : name, signal)];
  const killed = await session.kill(names, signal);
  if (killed.length < names.length)
    throw new NotReadyError(`not all of ${names.join(', ')} could be sent ${signal}`);
  const owners: Owners = areMembers
    ? { ownerBefore: status.queue.owner, ownerAfter: await ownerBeside(context, names, status) }
    : { ownerBefore: null, ownerAfter: null };
  return killed.map((one) => ({ ...one, ...owners }));
}

/** The member beside these that owns the queue; null if there is none in time. */
async function ownerBeside(
  { status: look }: RunContext,
  names: readonly string[],
  { members }: SessionStatus,
): Promise<string | null> {
  if (members.every(({ name, pid }) => pid === null || names.includes(name))) return null;
  const probe = async () => {
    const { owner } = (await look()).queue;
    return owner === null || names.includes(owner) ? undefined : owner;
  };
  return waitFor({ what: 'a member that owns the queue', timeoutMs: ownerTimeoutMs, probe }).catch(
    () => null,
  );
}

async function toFault(
  context: RunContext,
  { signal, underWay }: KillStep,
  { role, ...killed }: Killed & { role: Resolved['role'] },
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
    role: role ?? null,
    signal,
    at: killed.signalledAt,
    pid: identity.pid,
    ownerBefore,
    ownerAfter,
    underWay,
    doubts: [
      ...endDoubts(identity.pid, presence, killed.survivors),
      ...(killed.pid === identity.pid ? [] : [`process ${killed.pid} was killed, and not ${identity.pid}`]),
      ...roleDoubts(role, name, killed, others.length > 0),
      ...(signal === 'SIGTERM' && member !== undefined && presence === 'gone'
        ? await leavingDoubts(context, member, others)
        : []),
    ],
  };
}

/** What speaks against the end of a process, and of all that it had started. */
function endDoubts(pid: number, presence: Presence, survivors: readonly Survivor[] = []): string[] {
  return survivors.length === 0 ? deathDoubts(pid, presence) : [`still running: ${survivorWords(survivors)}`];
}

/** Whether a member left as the scenario says that members do; nothing where it does not say. */
async function leavingDoubts(
  { session, shutdown, signal }: RunContext,
  { name, uuid }: MemberStatus,
  others: readonly MemberStatus[],
): Promise<string[]> {
  if (shutdown === undefined || others.length === 0) return [];
  if (uuid === null) return [`the UUID of ${name} was not known, so nobody can tell how it left`];
  let lines: string[] = [];
  const probe = async () => {
    lines = [];
    const search = { names: others.map((other) => other.name), containing: uuid };
    for await (const { line } of session.findLines(search, signal)) lines.push(line);
    return lines.some(tellsOfLeaving) ? true : undefined;
  };
  // Who never says so is a doubt by itself.
  await waitFor({ what: `the end of ${name}`, timeoutMs: leaveLineTimeoutMs, intervalMs: 200, probe }).catch(
    () => undefined,
  );
  return shutdownDoubts(shutdown, name, lines);
}
