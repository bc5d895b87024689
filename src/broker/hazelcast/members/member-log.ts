import type { Departure } from '../../contract/broker.ts';
import type { StartNews } from '../../contract/cluster-runtime.ts';

/**
 * What a line of a member's log tells about its start: that it is started, which includes that it has joined, or that it has another
 * version than the wanted one. (A Java with an ahead-of-time cache takes the classes from there, whatever the jar is.)
 */
export function startNews(line: string, wantedVersion: string): StartNews | undefined {
  if (isStartedLine(line)) return { kind: 'started' };
  const version = /Hazelcast Platform (\d+\.\d+\.\d+)\S* .*starting at /.exec(line)?.[1];
  if (version === undefined || version === wantedVersion) return undefined;
  return { kind: 'wrong', why: `it runs Hazelcast ${version}, and the topology says ${wantedVersion}` };
}

/** Whether a line of a member's log says that it is started. */
export function isStartedLine(line: string): boolean {
  return line.endsWith(' is STARTED');
}

/**
 * How a member left, according to the others: they remove a member that still has partitions from the partition table, keep a copy of the
 * table, and log that. (Its own last lines are lost: Java closes the log first.)
 * @param lines of the other members, that name it by its UUID
 */
export function departureIn(lines: readonly string[]): Departure | undefined {
  // Each member logs this after it has handled the partitions of the one that left.
  if (!lines.some((line) => line.includes('live transactions of'))) return undefined;
  const hadPartitions = lines.some((line) => line.includes('Storing snapshot of partition assignments'));
  return hadPartitions ? 'abrupt' : 'graceful';
}
