import { expect, test } from 'vitest';
import { contestedIn, findContests } from '../../../src/scenario/evidence/contests.ts';
import { keptLogs, serviceLine } from '../support/kept-logs.ts';
import { iso, startMs } from '../support/run-files.ts';
import type { RecordedFault } from '../../../src/scenario/steps/recorded-fault.ts';

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

test('what was offered again during the freeze and is settled elsewhere after it was contested', async () => {
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

test('a consumer that was never thawed contested nothing', async () => {
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

test('a consumer is one by its kind, whatever its service is called', async () => {
  const logs = { 'consumers-1': [settled(4_050)], 'audience-2': [offered(3_000)] };
  const session = await keptLogs(logs, { consumers: ['consumers', 'audience'] });
  const contests = await findContests(session, [freeze('consumers-1', 1_000, 4_000)], signal);
  expect(contestedIn(contests)).toBe(1);
});
