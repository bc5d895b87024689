import type { SessionStatus } from '../control/contract.ts';
import { NotReadyError } from '../shared/errors.ts';
import { waitFor } from '../shared/wait.ts';
import { identifyPart, partIsRunning, partIsStopped, type PartIdentity } from './part-identity.ts';
import type { RunContext } from './run-context.ts';
import { listOf, resolveAll, resolveTarget, type Resolved } from './targets.ts';
import type { Step } from './step-schema.ts';
import type { Fault } from './verdict.ts';

export type KillStep = NonNullable<Step['kill']>;

/**
 * Kills what the step names, one target after the other, and shows with evidence of its own that it hit. Each fault is noted in the
 * context as soon as it is done, so that it is not forgotten where a later one fails.
 * @throws NotReadyError if a target does not run; UsageError if there is none of that name
 */
export async function killTargets(context: RunContext, step: KillStep): Promise<Fault[]> {
  const done: Fault[] = [];
  for (const target of listOf(step.target)) {
    const status = await context.status();
    const { names, role } = resolveTarget(target, status, context.choices);
    // Before the first signal: of a process that is gone nobody can tell any more which one it was.
    const processes = await identifyAll(status);
    for (const name of names) requireProcess(processes, name);
    // Those of one target die together, as when a machine does.
    const faults = await Promise.all(
      names.map((name) => killOne(context, step, { name, role, status, processes })),
    );
    context.faults.push(...faults);
    done.push(...faults);
  }
  return done;
}

type Processes = ReadonlyMap<string, PartIdentity>;

interface Victim {
  name: string;
  role: Resolved['role'];
  /** As it was right before. */
  status: SessionStatus;
  processes: Processes;
}

async function killOne(
  context: RunContext,
  { signal, underWay }: KillStep,
  { name, role, status, processes }: Victim,
): Promise<Fault> {
  const isMember = status.members.some((member) => member.name === name);
  const at = new Date().toISOString();
  const postsUnderWay = context.posts.underWay;
  // The owner is looked up by the supervisor right before the signal; a name would be as old as the last status.
  const killed = isMember
    ? await context.session.killNode(role === 'queue-owner' ? undefined : name, signal)
    : { ...(await killService(context, name, signal)), ownerBefore: null, ownerAfter: null };
  const identity = requireProcess(processes, killed.name);
  const doubts = [
    ...(killed.hit && !(await partIsRunning(identity)) ? [] : [`process ${identity.pid} still runs`]),
    ...(killed.pid === identity.pid ? [] : [`process ${killed.pid} was killed, and not ${identity.pid}`]),
    ...(role === 'queue-owner' ? ownerDoubts(killed, status) : []),
    ...(role === 'not-queue-owner' && killed.ownerBefore === name ? [`${name} owned the queue by then`] : []),
    ...(underWay && postsUnderWay === 0 ? ['no posts were under way'] : []),
  ];
  return {
    kind: 'kill',
    target: killed.name,
    role: role ?? null,
    signal,
    at,
    pid: identity.pid,
    hit: doubts.length === 0,
    ownerBefore: killed.ownerBefore,
    ownerAfter: killed.ownerAfter,
    postsUnderWay,
    longestGapMs: null,
    doubts,
  };
}

async function killService({ session }: RunContext, name: string, signal: NodeJS.Signals) {
  const [killed] = await session.kill([name], signal);
  if (killed === undefined) throw new NotReadyError(`${name} could not be sent ${signal}`);
  return killed;
}

function ownerDoubts(
  killed: { name: string; ownerBefore: string | null; ownerAfter: string | null },
  { members }: SessionStatus,
): string[] {
  const others = members.filter(({ name, pid }) => name !== killed.name && pid !== null);
  return [
    ...(killed.ownerBefore === killed.name ? [] : [`${killed.name} did not own the queue when it was hit`]),
    ...(others.length > 0 && (killed.ownerAfter === null || killed.ownerAfter === killed.name)
      ? ['no other member owns the queue afterwards']
      : []),
  ];
}

/**
 * Freezes processes (SIGSTOP), and shows that they stand still.
 * @throws as killTargets does
 */
export async function freezeTargets(context: RunContext, targets: string | string[]): Promise<Fault[]> {
  const status = await context.status();
  const names = resolveAll(targets, status, context.choices);
  const processes = await identifyAll(status);
  for (const name of names) requireProcess(processes, name);
  const faults = await Promise.all(
    names.map(async (target): Promise<Fault> => {
      const identity = requireProcess(processes, target);
      const { pid } = identity;
      const at = new Date().toISOString();
      const postsUnderWay = context.posts.underWay;
      context.frozen.add(target);
      await context.session.kill([target], 'SIGSTOP');
      const doubts = (await standsStill(identity)) ? [] : [`process ${pid} is not stopped`];
      return {
        kind: 'freeze',
        target,
        role: null,
        signal: 'SIGSTOP',
        at,
        pid,
        hit: doubts.length === 0,
        ownerBefore: null,
        ownerAfter: null,
        postsUnderWay,
        longestGapMs: null,
        doubts,
      };
    }),
  );
  context.faults.push(...faults);
  return faults;
}

/** Lets frozen processes go on (SIGCONT). */
export async function thaw({ session, frozen }: RunContext, names: readonly string[]): Promise<void> {
  await session.kill([...names], 'SIGCONT');
  for (const name of names) frozen.delete(name);
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

async function identifyAll({ services, members }: SessionStatus): Promise<Processes> {
  const found = await Promise.all(
    [...services, ...members].map(async (part) => {
      const identity = await identifyPart(part);
      return identity === undefined ? [] : [[part.name, identity] as const];
    }),
  );
  return new Map(found.flat());
}

/** @throws NotReadyError if it does not run: a fault that hits nothing proves nothing. */
function requireProcess(processes: Processes, name: string): PartIdentity {
  const identity = processes.get(name);
  if (identity === undefined) throw new NotReadyError(`${name} does not run, so no fault can hit it`);
  return identity;
}
