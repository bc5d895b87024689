import type { Presence } from '../../foundation/processes/process-identity.ts';
import type { Resolved } from './targets.ts';

/** Who owned the queue around a kill of a member; null where nobody could tell. */
export interface Owners {
  ownerBefore: string | null;
  ownerAfter: string | null;
}

/** What speaks against a process having died. */
export function deathDoubts(pid: number, presence: Presence): string[] {
  switch (presence) {
    case 'gone':
      return [];
    case 'runs':
      return [`process ${pid} still runs`];
    case 'unknown':
      return [`the operating system does not tell whether process ${pid} still runs`];
  }
}

/**
 * What speaks against a member having been what its role says when it was killed.
 * @param othersRun whether a member runs that could own the queue afterwards
 */
export function roleDoubts(
  role: Resolved['role'],
  name: string,
  { ownerBefore, ownerAfter }: Owners,
  othersRun: boolean,
): string[] {
  switch (role) {
    case 'queue-owner':
      return [
        ...(ownerBefore === name ? [] : [`${name} did not own the queue when it was hit`]),
        ...(othersRun && (ownerAfter === null || ownerAfter === name)
          ? ['no other member owns the queue afterwards']
          : []),
      ];
    case 'not-queue-owner':
      if (ownerBefore === null) return ['who owned the queue when it was hit is not known'];
      if (ownerBefore === name) return [`${name} owned the queue by then`];
      if (ownerAfter === null) return ['who owns the queue afterwards is not known'];
      return ownerAfter === ownerBefore ? [] : [`the queue went from ${ownerBefore} to ${ownerAfter}`];
    case 'all-but-one':
    case undefined:
      return [];
  }
}

/**
 * What speaks against a member having ended as its shutdown policy says, from what the others wrote when it left: one that still had
 * partitions is taken out of the partition table, of which they keep a copy and say so. (What it writes itself while it
 * ends is lost: Java closes the log first.)
 * @param lines of the other members, that name it by its UUID
 */
export function shutdownDoubts(
  wanted: 'graceful' | 'terminate',
  name: string,
  lines: readonly string[],
): string[] {
  if (!lines.some(tellsOfLeaving)) return [`no other member tells how ${name} left`];
  const hadPartitions = lines.some((line) => line.includes('Storing snapshot of partition assignments'));
  if (wanted === 'graceful')
    return hadPartitions ? [`${name} still had partitions when it left: it did not hand them over`] : [];
  return hadPartitions ? [] : [`${name} handed its partitions over before it left`];
}

/** Each member says so, once it has dealt with the partitions of the one that left. */
export function tellsOfLeaving(line: string): boolean {
  return line.includes('live transactions of');
}
