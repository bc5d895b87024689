import type { SessionStatus } from '../../control/contract.ts';
import { NotReadyError, UsageError } from '../../foundation/errors/errors.ts';
import type { Choices } from './seeded-choices.ts';

/** Who a target stands for at this moment. */
export interface Resolved {
  names: string[];
  /** How it was found, where it is a role. */
  role: 'queue-owner' | 'not-queue-owner' | 'all-but-one' | undefined;
}

/** Begins the target that spares one, chosen at random. */
export const allButOne = 'all-but-one:';
/** Targets that are no name. */
export const roles = ['queue-owner', 'not-queue-owner'] as const;

export function listOf(targets: string | string[]): string[] {
  return Array.isArray(targets) ? targets : [targets];
}

/**
 * Everyone that a step's targets stand for, each once, though two targets may name the same.
 * @throws as resolveTarget does
 */
export function resolveAll(targets: string | string[], status: SessionStatus, choices: Choices): string[] {
  return [...new Set(listOf(targets).flatMap((target) => resolveTarget(target, status, choices).names))];
}

/**
 * Finds the processes that a target stands for.
 * @throws UsageError for a name that is not there, NotReadyError for a role that nobody has.
 */
export function resolveTarget(target: string, status: SessionStatus, choices: Choices): Resolved {
  if (target === 'queue-owner') return { names: [requireOwner(status)], role: 'queue-owner' };
  if (target === 'not-queue-owner') {
    const owner = requireOwner(status);
    const others = status.members.filter(({ name, pid }) => name !== owner && pid !== null);
    if (others.length === 0) throw new NotReadyError('no member runs beside the owner of the queue');
    return { names: [choices.oneOf(others).name], role: 'not-queue-owner' };
  }
  if (target.startsWith(allButOne)) {
    return { names: allBut(target.slice(allButOne.length), status, choices), role: 'all-but-one' };
  }
  return { names: namesFor(target, status), role: undefined };
}

/** Of those that run, where that leaves somebody: who is dead already is not spared by a fault. */
function allBut(name: string, status: SessionStatus, choices: Choices): string[] {
  const names = namesFor(name, status);
  const running = [...status.services, ...status.members].filter(({ pid }) => pid !== null);
  const alive = names.filter((candidate) => running.some((part) => part.name === candidate));
  const candidates = alive.length > 1 ? alive : names;
  const spared = choices.oneOf(candidates);
  const others = candidates.filter((candidate) => candidate !== spared);
  if (others.length === 0)
    throw new NotReadyError(`of ${name} there is only ${spared}, so all but one is nobody`);
  return others;
}

function requireOwner({ queue }: SessionStatus): string {
  if (queue.owner === null) throw new NotReadyError('no member owns the queue at this moment');
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
