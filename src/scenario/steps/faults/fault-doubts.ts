import type { Departure } from '../../../broker/contract/broker.ts';
import type { Presence } from '../../../foundation/processes/process-identity.ts';
import type { ShutdownPolicy } from '../../../protocol/shutdown-policy.ts';
import type { Resolved } from '../targets.ts';

/** Owner of the queue before and after a kill; null: unknown. */
export interface Owners {
  ownerBefore: string | null;
  ownerAfter: string | null;
}

/** Doubts that a process ended. */
export function deathDoubts(pid: number, presence: Presence): string[] {
  switch (presence) {
    case 'gone':
      return [];
    case 'runs':
      return [`process ${pid} still runs`];
    case 'unknown':
      return [`the operating system does not report whether process ${pid} still runs`];
  }
}

/**
 * Doubts that a member had the role for which it was killed.
 * @param othersRun whether another running member could own the queue afterwards
 */
export function roleDoubts(
  targetRole: Resolved['targetRole'],
  name: string,
  { ownerBefore, ownerAfter }: Owners,
  othersRun: boolean,
): string[] {
  switch (targetRole) {
    case 'queue-owner':
      return [
        ...(ownerBefore === name ? [] : [`${name} did not own the queue when it was killed`]),
        ...(othersRun && (ownerAfter === null || ownerAfter === name)
          ? ['no other member owns the queue afterwards']
          : []),
      ];
    case 'not-queue-owner':
      if (ownerBefore === null) return ['the queue owner before the kill is not known'];
      if (ownerBefore === name) return [`${name} owned the queue when it was killed`];
      if (ownerAfter === null) return ['the queue owner after the kill is not known'];
      return ownerAfter === ownerBefore
        ? []
        : [`the owner of the queue changed from ${ownerBefore} to ${ownerAfter}`];
    case 'all-but-one':
    case undefined:
      return [];
  }
}

/**
 * Doubts that a member shut down as its policy says. @param departure as the others logged it; undefined: they logged
 * nothing
 */
export function shutdownDoubts(
  wanted: ShutdownPolicy,
  name: string,
  departure: Departure | undefined,
): string[] {
  if (departure === undefined) return [`no other member logged how ${name} left`];
  if (wanted === 'graceful')
    return departure === 'graceful' ? [] : [`${name} did not hand over its partitions before it left`];
  return departure === 'abrupt' ? [] : [`${name} handed over its partitions before it left`];
}
