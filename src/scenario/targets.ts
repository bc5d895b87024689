import type { SessionStatus } from '../control/contract.ts';
import { NotReadyError, UsageError } from '../shared/errors.ts';
import type { Choices } from './random.ts';

/** Who a target stands for at this moment. */
export interface Resolved {
  names: string[];
  /** How it was found, where it is a role. */
  role: 'queue-owner' | 'not-queue-owner' | 'all-but-one' | undefined;
}

const allButOne = 'all-but-one:';

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
    const names = namesFor(target.slice(allButOne.length), status);
    const spared = choices.oneOf(names);
    return { names: names.filter((name) => name !== spared), role: 'all-but-one' };
  }
  return { names: namesFor(target, status), role: undefined };
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
