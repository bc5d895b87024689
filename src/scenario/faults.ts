import type { SessionStatus } from '../control/contract.ts';
import { identifyProcess, isRunning, isStopped, type ProcessIdentity } from '../shared/process-identity.ts';
import { NotReadyError } from '../shared/errors.ts';
import { waitFor } from '../shared/wait.ts';
import type { RunContext } from './run-context.ts';
import { resolveTarget, type Resolved } from './targets.ts';
import type { Step } from './schema.ts';
import type { Fault } from './verdict.ts';

export type KillStep = NonNullable<Step['kill']>;

/** Kills what the step names, and shows with evidence of its own that it hit. */
export async function killTargets(context: RunContext, step: KillStep): Promise<Fault[]> {
  const faults: Fault[] = [];
  for (const target of listOf(step.target)) {
    const status = await context.status();
    const resolved = resolveTarget(target, status, context.choices);
    // Those of one target die together, as when a machine does.
    faults.push(
      ...(await Promise.all(
        resolved.names.map((name) => killOne(context, step, name, resolved.role, status)),
      )),
    );
  }
  return faults;
}

async function killOne(
  context: RunContext,
  { signal, underWay }: KillStep,
  name: string,
  role: Resolved['role'],
  status: SessionStatus,
): Promise<Fault> {
  const before = await requireProcess(status, name);
  const isMember = status.members.some((member) => member.name === name);
  const at = new Date().toISOString();
  const postsUnderWay = context.posts.underWay;
  // The owner is looked up by the supervisor right before the signal; a name would be as old as the last status.
  const killed = isMember
    ? await context.session.killNode(role === 'queue-owner' ? undefined : name, signal)
    : { ...(await killService(context, name, signal)), ownerBefore: null, ownerAfter: null };
  const identity = killed.name === name ? before : await requireProcess(status, killed.name);
  const doubts = [
    ...(killed.hit && !(await isRunning(identity)) ? [] : [`process ${identity.pid} still runs`]),
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

/** Freezes processes (SIGSTOP), and shows that they stand still. */
export async function freezeTargets(context: RunContext, targets: string | string[]): Promise<Fault[]> {
  const status = await context.status();
  const names = listOf(targets).flatMap((target) => resolveTarget(target, status, context.choices).names);
  return Promise.all(
    names.map(async (target) => {
      const { pid } = await requireProcess(status, target);
      const at = new Date().toISOString();
      const postsUnderWay = context.posts.underWay;
      await context.session.kill([target], 'SIGSTOP');
      const doubts = (await standsStill(pid)) ? [] : [`process ${pid} is not stopped`];
      return {
        kind: 'freeze' as const,
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
}

/** A signal takes effect a moment after it was sent. */
async function standsStill(pid: number): Promise<boolean> {
  const probe = async () => ((await isStopped(pid)) ? true : undefined);
  return waitFor({ what: `process ${pid} to stand still`, timeoutMs: 2_000, intervalMs: 10, probe }).catch(
    () => false,
  );
}

export function listOf(targets: string | string[]): string[] {
  return Array.isArray(targets) ? targets : [targets];
}

/** @throws NotReadyError if it does not run: a fault that hits nothing proves nothing. */
async function requireProcess({ services, members }: SessionStatus, name: string): Promise<ProcessIdentity> {
  const pid = [...services, ...members].find((part) => part.name === name)?.pid ?? null;
  const identity = pid === null ? undefined : await identifyProcess(pid);
  if (identity === undefined) throw new NotReadyError(`${name} does not run, so no fault can hit it`);
  return identity;
}
