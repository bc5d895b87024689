import { describe, expect, test } from 'vitest';
import type { SentMessage } from '../../../src/posting/account.ts';
import { parseJournal } from '../../../src/posting/read-journal.ts';
import { messageFates } from '../../../src/scenario/report/message-fates.ts';
import type { ReportedRun } from '../../../src/scenario/report/reported-run.ts';
import { documentFrom } from '../../../src/scenario/verdict/run-document.ts';
import { runFixture, startMs } from './support/run-fixture.ts';

/** A run of a few messages, with what was found of them. */
function runOf(
  sent: SentMessage[],
  observations: Partial<ReportedRun['record']['observations']>,
): ReportedRun {
  const run = runFixture({ messages: 1 });
  const nothing = { received: {}, queued: [], pending: [], logged: sent.map(({ uuid }) => uuid) };
  const record = { ...run.record, faults: [], observations: { ...nothing, ...observations } };
  const journal = { ...parseJournal('', 'journal.jsonl'), sent };
  return { record, journal, document: documentFrom(record, journal) };
}

function fatesOf(run: ReportedRun) {
  return messageFates(run).map(({ uuid, msg, fates, receivedBy }) => ({ uuid, msg, fates, receivedBy }));
}

describe('messageFates', () => {
  test('every message has the categories of the account, or whether it was received', () => {
    const run = runOf(
      [
        { uuid: 'a', msg: 'one', outcome: 'acknowledged' },
        { uuid: 'b', msg: 'two', outcome: 'acknowledged' },
        { uuid: 'c', msg: 'three', outcome: 'acknowledged' },
        { uuid: 'd', msg: 'four', outcome: 'refused' },
        { uuid: 'e', msg: 'five', outcome: 'indeterminate' },
      ],
      {
        received: {
          m1: [
            { uuid: 'a', msg: 'one' },
            { uuid: 'b', msg: 'two' },
          ],
          m2: [
            { uuid: 'b', msg: 'two' },
            { uuid: 'e', msg: 'five' },
          ],
        },
      },
    );
    expect(fatesOf(run)).toEqual([
      { uuid: 'a', msg: 'one', fates: ['received'], receivedBy: ['m1'] },
      { uuid: 'b', msg: 'two', fates: ['duplicated'], receivedBy: ['m1', 'm2'] },
      { uuid: 'c', msg: 'three', fates: ['lost'], receivedBy: [] },
      { uuid: 'd', msg: 'four', fates: ['not received'], receivedBy: [] },
      { uuid: 'e', msg: 'five', fates: ['recovered'], receivedBy: ['m2'] },
    ]);
  });

  test('items of other producers are each a message of their own', () => {
    const plain = { uuid: null, msg: 'same text' };
    const run = runOf([], {
      received: { m1: [plain, plain] },
      queued: [plain, { uuid: 'x', msg: 'foreign' }],
    });
    expect(fatesOf(run)).toEqual([
      { uuid: 'x', msg: 'foreign', fates: ['undelivered'], receivedBy: [] },
      { ...plain, fates: ['unexpected'], receivedBy: ['m1'] },
      { ...plain, fates: ['unexpected'], receivedBy: ['m1'] },
      { ...plain, fates: ['undelivered'], receivedBy: [] },
    ]);
  });

  test('a message of no category of its own but the log map keeps that word', () => {
    const run = runOf([{ uuid: 'a', msg: 'one', outcome: 'acknowledged' }], {
      received: { m1: [{ uuid: 'a', msg: 'one' }] },
      logged: [],
    });
    expect(fatesOf(run)).toEqual([{ uuid: 'a', msg: 'one', fates: ['unlogged'], receivedBy: ['m1'] }]);
  });

  test('of several answers the acknowledgement tells the latency, whichever came first', () => {
    const run = runOf([{ uuid: 'a', msg: 'one', outcome: 'acknowledged' }], {});
    const answers = [
      { uuid: 'a', atMs: startMs + 100, event: 'indeterminate' as const, ms: 90 },
      { uuid: 'a', atMs: startMs + 200, event: 'acknowledged' as const, ms: 7 },
      { uuid: 'a', atMs: startMs + 300, event: 'refused' as const, ms: 5 },
    ];
    const [fate] = messageFates({ ...run, journal: { ...run.journal, answers } });
    expect(fate).toMatchObject({ latencyMs: 7, answeredAtMs: 200 });
  });

  test('without an answer nothing is said of a latency', () => {
    const [fate] = messageFates(runOf([{ uuid: 'a', msg: 'one', outcome: 'indeterminate' }], {}));
    expect(fate).toMatchObject({ latencyMs: null, answeredAtMs: null, fates: ['not received'] });
  });
});
