import { once } from 'node:events';
import { createServer } from 'node:http';
import { expect, onTestFinished, test } from 'vitest';
import type { MemberStatus, SessionStatus } from '../../../src/control/contract.ts';
import { showLog, showMembers, showReceived } from '../../../src/scenario/steps/show-contents.ts';
import { everyInstanceChecks } from '../../../src/scenario/steps/answer-checks.ts';
import { createSystem } from '../../../src/system/create-system.ts';
import { distqSystem } from '../../../src/system/distq/distq-system.ts';
import { getStep } from '../../../src/scenario/steps/kinds/get-step.ts';
import { runContext } from '../support/run-context.ts';
import { labStatus } from '../support/session-status.ts';
import type { Check } from '../../../src/scenario/steps/check.ts';

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
const noBackup = (member: MemberStatus): MemberStatus => ({ ...member, queue: { owned: 0, backup: 0 } });
const notCounted = (member: MemberStatus): MemberStatus => ({ ...member, queue: null });

test.each<[string, SessionStatus, string]>([
  ['its own members', statusOf(own, own, own), '10'],
  ['members of an external cluster, whose pids are not known', statusOf(external, external, external), '10'],
  ['one member and dead ones, which hold no backups', statusOf(own, dead, dead), '0'],
])('items and their backups are counted on %s', async (_, status, backups) => {
  const checks: Check[] = [];
  const olderItems = () => Promise.resolve(0);
  await showMembers({ status: () => Promise.resolve(status), olderItems, checks }, { total: 10 });
  expect(checks).toEqual([
    { what: 'items of the queue, owned', expected: '10', actual: '10', holds: true },
    { what: 'items of the queue, as backups', expected: backups, actual: backups, holds: true },
  ]);
});

test.each<[string, (member: MemberStatus) => MemberStatus, boolean[]]>([
  ['its next count, if each member has told one since the step began', noBackup, [true, false, false]],
  ['a count since then of a member that has not told one', notCounted, [true, true, false]],
])('a backup that is not there yet is awaited by %s', async (_, first, expected) => {
  const answers = [statusOf(own, first, dead), statusOf(own, noBackup, dead)];
  const asked: boolean[] = [];
  const checks: Check[] = [];
  const status = ({ fresh = false } = {}) => {
    asked.push(fresh);
    return Promise.resolve(answers[asked.length - 1] ?? statusOf(own, own, dead));
  };
  await showMembers({ status, olderItems: () => Promise.resolve(0), checks }, { total: 10 });
  expect(asked).toEqual(expected);
  expect(checks.every(({ holds }) => holds)).toBe(true);
});

/** The port of a logging-service that finds these texts in the map. */
async function openLog(texts: readonly string[]): Promise<number> {
  const server = createServer(({ url }, response) => {
    response.end(JSON.stringify(url === '/logging' ? texts : []));
  });
  server.listen(0, '127.0.0.1');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  await once(server, 'listening');
  const address = server.address();
  return address !== null && typeof address === 'object' ? address.port : 0;
}

test('the whole log of each running logging-service counts, also what was there before the run', async () => {
  const lab = labStatus({ down: ['logging-service-3'] });
  const ports = { 'logging-service-1': await openLog(['old']), 'logging-service-2': await openLog([]) };
  const services = lab.services.map((service) => ({
    ...service,
    port: new Map(Object.entries(ports)).get(service.name) ?? 1,
  }));
  const checks: Check[] = [];
  const context = { system: createSystem(), status: () => Promise.resolve({ ...lab, services }), checks };
  const shown = await showLog({ ...context, signal: new AbortController().signal }, 0);
  expect(shown).toEqual({
    what: 'log',
    instances: { 'logging-service-1': ['old'], 'logging-service-2': [] },
  });
  expect(checks.map(({ actual, holds }) => [actual, holds])).toEqual([
    ['1', false],
    ['0', true],
  ]);
});

test('every running instance of both services must be among the answers', () => {
  const status = labStatus({ down: ['logging-service-3'] });
  const answer = (logging: number, messages: number) => ({
    logging: { instance: `logging-service-${logging}`, messages: [] },
    messages: { instance: `messages-service-${messages}`, messages: [] },
  });
  const holds = (...answers: ReturnType<typeof answer>[]) =>
    everyInstanceChecks(createSystem(), status, answers).map((check) => check.holds);
  expect(holds(answer(2, 1), answer(1, 2), answer(1, 1))).toEqual([true, true]);
  expect(holds(answer(1, 1), answer(1, 2))).toEqual([false, true]);
  expect(holds(answer(1, 1), answer(2, 1))).toEqual([true, false]);
});

test('what the system does not show fails the step, and says what is missing', async () => {
  const { postAddress, openPoster, takesKeys, loadPost, received } = distqSystem;
  const context = {
    ...(await runContext({})),
    system: { postAddress, openPoster, takesKeys, loadPost, received },
  };
  await expect(showLog(context, undefined)).rejects.toThrow('do not show the whole log');
  await expect(showReceived(context, 'logged', undefined)).rejects.toThrow(
    'do not show what each logging-service logged',
  );
  await expect(getStep.run(context, { times: 1, complete: false, everyInstance: false })).rejects.toThrow(
    'do not show log and received messages together',
  );
  expect(() => everyInstanceChecks(context.system, labStatus(), [])).toThrow('do not show');
});
