import { expect, test } from 'vitest';
import { contest, contestedIn, findContests } from '../../../src/scenario/evidence/contests.ts';
import { contestWords } from '../../../src/protocol/contest-words.ts';
import type { RecordedFault } from '../../../src/scenario/steps/faults/recorded-fault.ts';
import { keptLogs, serviceLine } from '../support/kept-logs.ts';
import { iso, startMs } from '../support/run-files.ts';

const { signal } = new AbortController();

function freeze(target: string, fromMs: number, toMs?: number): RecordedFault {
  return {
    kind: 'freeze',
    target,
    role: null,
    signal: 'SIGSTOP',
    at: iso(startMs + fromMs),
    pid: 1,
    ...(toMs === undefined ? {} : { thawedAt: iso(startMs + toMs) }),
    ownerBefore: null,
    ownerAfter: null,
    underWay: false,
    doubts: [],
  };
}

const offered = (ms: number, count = 1) =>
  serviceLine(startMs + ms, `Offered Again: ${count} message${count === 1 ? '' : 's'}`);
const settled = (ms: number) =>
  serviceLine(startMs + ms, "Message Was Settled Elsewhere: 'msg1' is with messages-service-2");

async function contestsOf(faults: RecordedFault[], thawed: string[], other: string[]) {
  const session = await keptLogs({ 'messages-service-1': thawed, 'messages-service-2': other });
  return findContests(session, faults, signal);
}

const oneToFour = [freeze('messages-service-1', 1_000, 4_000)];

test('messages offered again during the freeze and settled elsewhere after it are contested', async () => {
  const contests = await contestsOf(oneToFour, [settled(4_050), settled(4_050)], [offered(3_000, 2)]);
  expect(contests).toEqual([{ target: 'messages-service-1', offeredAgain: 2, settledElsewhere: 2 }]);
  expect(contestedIn(contests)).toBe(2);
});

test.each([
  ['that is offered again before the freeze or after it', [settled(4_050)], [offered(900), offered(4_001)]],
  ['with which the thawed one does not go on', [], [offered(3_000)]],
  ['that was settled elsewhere before', [settled(900)], [offered(3_000)]],
  [
    'whose text only looks so',
    [serviceLine(startMs + 4_050, "Message Was Received: 'Settled Elsewhere'")],
    [offered(3_000)],
  ],
])('nothing is contested %s', async (_, thawed, other) => {
  expect(contestedIn(await contestsOf(oneToFour, thawed, other))).toBe(0);
});

test('a consumer that was never thawed has no contest', async () => {
  expect(await contestsOf([freeze('messages-service-1', 1_000)], [settled(4_050)], [offered(3_000)])).toEqual(
    [],
  );
});

test('each freeze of one consumer has its own contest', async () => {
  const faults = [...oneToFour, freeze('messages-service-1', 6_000, 9_000)];
  const contests = await contestsOf(
    faults,
    [settled(4_050), settled(9_050)],
    [offered(3_000), offered(8_000)],
  );
  expect(contests.map(({ offeredAgain, settledElsewhere }) => [offeredAgain, settledElsewhere])).toEqual([
    [1, 1],
    [1, 1],
  ]);
});

test('a consumer is recognised by its kind, whatever its service is called', async () => {
  const logs = { 'consumers-1': [settled(4_050)], 'audience-2': [offered(3_000)] };
  const session = await keptLogs(logs, { consumers: ['consumers', 'audience'] });
  const contests = await findContests(session, [freeze('consumers-1', 1_000, 4_000)], signal);
  expect(contestedIn(contests)).toBe(1);
});

test('the moments of the freeze and of the thaw count, and that of the next freeze does not', async () => {
  const contests = await contestsOf(
    [...oneToFour, freeze('messages-service-1', 6_000, 9_000)],
    [settled(3_999), settled(4_000), settled(5_999), settled(6_000)],
    [offered(999, 100), offered(1_000, 10), offered(4_000, 1), offered(4_001, 100), offered(7_000, 5)],
  );
  expect(contests).toEqual([
    { target: 'messages-service-1', offeredAgain: 11, settledElsewhere: 2 },
    { target: 'messages-service-1', offeredAgain: 5, settledElsewhere: 0 },
  ]);
});

test('a freeze in the millisecond of the thaw is the next one, so no message counts for both', async () => {
  const contests = await contestsOf(
    [...oneToFour, freeze('messages-service-1', 4_000, 9_000)],
    [settled(9_050)],
    [offered(3_000), offered(8_000)],
  );
  expect(contests).toMatchObject([{ settledElsewhere: 0 }, { settledElsewhere: 1 }]);
});

test('a freeze that ends in its own millisecond is not the next one after itself', async () => {
  const contests = await contestsOf([freeze('messages-service-1', 4_000, 4_000)], [settled(4_050)], []);
  expect(contests).toMatchObject([{ settledElsewhere: 1 }]);
});

test('a contest has no negative counts', () => {
  const one = { target: 'messages-service-1', offeredAgain: 0, settledElsewhere: 0 };
  expect(contest.safeParse(one).success).toBe(true);
  for (const key of ['offeredAgain', 'settledElsewhere'])
    expect(contest.safeParse({ ...one, [key]: -1 }).success).toBe(false);
});

test.each([
  ['a fault of another kind', { ...freeze('messages-service-1', 4_020), kind: 'kill' as const }],
  ['the freeze of another consumer', freeze('messages-service-2', 4_020)],
])('%s does not end the time after a thaw', async (_, fault) => {
  const contests = await contestsOf([...oneToFour, fault], [settled(4_050)], [offered(3_000)]);
  expect(contests).toEqual([{ target: 'messages-service-1', offeredAgain: 1, settledElsewhere: 1 }]);
});

test('an instance that is not a consumer has no contest', async () => {
  expect(await contestsOf([freeze('logging-service-1', 1_000, 4_000)], [], [offered(3_000)])).toEqual([]);
});

test('messages that the frozen consumer itself offered again do not count', async () => {
  const [found] = await contestsOf(oneToFour, [offered(1_000), settled(4_050)], []);
  expect(found).toMatchObject({ offeredAgain: 0, settledElsewhere: 1 });
});

test('a lone consumer has nobody who offers its messages again', async () => {
  const logs = await keptLogs({
    'messages-service-1': [settled(4_050)],
    'facade-service-1': [offered(3_000)],
  });
  const status = await logs.status();
  const services = status.services.filter(({ name }) => name !== 'messages-service-2');
  const session: typeof logs = {
    status: () => Promise.resolve({ ...status, services }),
    // As a supervisor does: nobody named is everybody.
    findLines: (search, aborted) =>
      logs.findLines(
        { ...search, names: search.names.length > 0 ? search.names : ['facade-service-1'] },
        aborted,
      ),
  };
  expect(await findContests(session, oneToFour, signal)).toMatchObject([{ offeredAgain: 0 }]);
});

test('lines that only contain the words, and torn lines, do not count', async () => {
  const { offeredAgain, settledElsewhere } = contestWords;
  const [found] = await contestsOf(
    oneToFour,
    [
      serviceLine(startMs + 4_050, `Message Was Received: '${settledElsewhere}: it'`),
      `${settledElsewhere}: {`,
    ],
    [
      serviceLine(startMs + 3_000, `Message Was Received: '${offeredAgain}: 3 messages'`),
      `{"${offeredAgain}`,
    ],
  );
  expect(found).toMatchObject({ offeredAgain: 0, settledElsewhere: 0 });
});

test('without a freeze the session is not asked', async () => {
  const kill = { ...freeze('messages-service-1', 1_000), kind: 'kill' as const };
  const gone = () => Promise.reject(new Error('the session is gone'));
  const { findLines } = await keptLogs({});
  expect(await findContests({ status: gone, findLines }, [kill], signal)).toEqual([]);
});
