import { expect, test } from 'vitest';
import type { MemberStatus, SessionStatus } from '../../src/control/contract.ts';
import { showMembers } from '../../src/scenario/show.ts';
import type { Check } from '../../src/scenario/verdict.ts';
import { labStatus } from './support/session-status.ts';

const external = (member: MemberStatus): MemberStatus => ({ ...member, pid: null });
const dead = (member: MemberStatus): MemberStatus => ({ ...member, pid: null, state: 'exited' });

/** Ten items that one member owns and another one has as backups. */
function statusOf(...members: ((member: MemberStatus) => MemberStatus)[]): SessionStatus {
  const lab = labStatus();
  const counts = [{ owned: 10, backup: 0 }, { owned: 0, backup: members[1] === dead ? 0 : 10 }, null];
  return {
    ...lab,
    members: members.flatMap((change, index) => {
      const member = lab.members[index];
      return member === undefined ? [] : [change({ ...member, queue: counts[index] ?? null })];
    }),
  };
}

const own = (member: MemberStatus): MemberStatus => member;

test.each<[string, SessionStatus, string]>([
  ['its own members', statusOf(own, own, own), '10'],
  ['members of an external cluster, whose pids nobody knows', statusOf(external, external, external), '10'],
  ['one member and dead ones, which hold no backups', statusOf(own, dead, dead), '0'],
])('items and their backups are counted on %s', async (_, status, backups) => {
  const checks: Check[] = [];
  const olderItems = () => Promise.resolve(0);
  await showMembers(
    { status: () => Promise.resolve(status), olderItems, checks },
    { what: 'members', total: 10 },
  );
  expect(checks).toEqual([
    { what: 'items of the queue, owned', expected: '10', actual: '10', holds: true },
    { what: 'items of the queue, as backups', expected: backups, actual: backups, holds: true },
  ]);
});
