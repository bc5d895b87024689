import type { SessionStatus } from '../../control/contract.ts';
import { NotReadyError, UsageError } from '../../foundation/errors/errors.ts';
import type { Path } from '../../foundation/yaml/finding.ts';
import type { Choices } from './seeded-choices.ts';
import type { PlacedTarget } from './step-kind.ts';

/** The processes to which a target resolves now. */
export interface Resolved {
  names: string[];
  /** The role, if the target is one. */
  targetRole: 'queue-owner' | 'not-queue-owner' | 'all-but-one' | undefined;
}

/** Prefix of a target that means all except one randomly chosen process. */
export const allButOne = 'all-but-one:';
/** Targets that are roles, not names. */
export const roles = ['queue-owner', 'not-queue-owner'] as const;

/** The targets of a step as in the file, each with its place below `path`. */
export function placeTargets(targets: string | string[], path: Path = []): PlacedTarget[] {
  return listOf(targets).map((target, index) => ({
    target,
    path: Array.isArray(targets) ? [...path, index] : path,
  }));
}

export function targetNames(targets: string | string[]): string {
  return listOf(targets).join(', ');
}

export function listOf(targets: string | string[]): string[] {
  return Array.isArray(targets) ? targets : [targets];
}

/** Whether a step consists of its targets alone. */
export function isTargets(step: unknown): step is string | string[] {
  return typeof step === 'string' || Array.isArray(step);
}

/**
 * The processes to which a step's targets resolve, by name, each with the last target that resolved to it.
 * @throws as resolveTarget
 */
export function targetsByName(
  targets: string | string[],
  status: SessionStatus,
  choices: Choices,
): ReadonlyMap<string, string> {
  return new Map(
    listOf(targets).flatMap((target) =>
      resolveTarget(target, status, choices).names.map((name) => [name, target] as const),
    ),
  );
}

/**
 * The processes to which a step's targets resolve, each once.
 * @throws as resolveTarget
 */
export function resolveAll(targets: string | string[], status: SessionStatus, choices: Choices): string[] {
  return [...targetsByName(targets, status, choices).keys()];
}

/**
 * Finds the processes to which a target resolves.
 * @throws UsageError for an unknown name, NotReadyError if no process has the role
 */
export function resolveTarget(target: string, status: SessionStatus, choices: Choices): Resolved {
  if (target === 'queue-owner' && status.brokerService !== undefined)
    return { names: namesFor(status.brokerService, status), targetRole: undefined };
  if (target === 'queue-owner') return { names: [requireOwner(status)], targetRole: 'queue-owner' };
  if (target === 'not-queue-owner') {
    const owner = requireOwner(status);
    const others = status.members.filter(({ name, pid }) => name !== owner && pid !== null);
    if (others.length === 0) throw new NotReadyError('the queue owner is the only running member');
    return { names: [choices.oneOf(others).name], targetRole: 'not-queue-owner' };
  }
  if (target.startsWith(allButOne)) {
    return { names: allBut(target.slice(allButOne.length), status, choices), targetRole: 'all-but-one' };
  }
  return { names: namesFor(target, status), targetRole: undefined };
}

/** Whether a target resolves to members: a role, the cluster, or a member. */
export function isOfMembers(target: string, { members, brokerService }: SessionStatus): boolean {
  if (target === 'queue-owner' && brokerService !== undefined) return false;
  const name = target.startsWith(allButOne) ? target.slice(allButOne.length) : target;
  return (
    name === 'cluster' ||
    roles.some((role) => role === name) ||
    members.some((member) => member.name === name)
  );
}

/** Chooses among the running processes if there are several: a dead process must not be the one that is left out. */
function allBut(name: string, status: SessionStatus, choices: Choices): string[] {
  const names = namesFor(name, status);
  const running = [...status.services, ...status.members].filter(({ pid }) => pid !== null);
  const alive = names.filter((candidate) => running.some((part) => part.name === candidate));
  const candidates = alive.length > 1 ? alive : names;
  const spared = choices.oneOf(candidates);
  const others = candidates.filter((candidate) => candidate !== spared);
  if (others.length === 0)
    throw new NotReadyError(`${allButOne}${name} matches nothing: there is only one instance, ${spared}`);
  return others;
}

function requireOwner({ queue }: SessionStatus): string {
  if (queue.owner === null) throw new NotReadyError('no member owns the queue now');
  return queue.owner;
}

function namesFor(name: string, { services, members }: SessionStatus): string[] {
  const names = [
    ...services.filter((instance) => instance.service === name || instance.name === name),
    ...members.filter((member) => name === 'cluster' || member.name === name),
  ].map((part) => part.name);
  if (names.length > 0) return names;
  const valid = [
    ...new Set(services.map(({ service }) => service)),
    'cluster',
    ...members.map((member) => member.name),
  ];
  throw new UsageError(`no service, instance or member is called "${name}"`, {
    hint: `valid names: ${valid.join(', ')}, queue-owner, not-queue-owner, all-but-one:NAME`,
  });
}
