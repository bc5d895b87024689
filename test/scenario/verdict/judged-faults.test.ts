import { describe, expect, test } from 'vitest';
import { parseJournal } from '../../../src/posting/read-journal.ts';
import { readEvidence } from '../../../src/scenario/evidence/evidence.ts';
import { judgedFaults, postsUnderWayAt } from '../../../src/scenario/verdict/judged-faults.ts';
import { documentFrom } from '../../../src/scenario/verdict/run-document.ts';
import {
  iso,
  journalText,
  ownerKill,
  messages,
  recordOf,
  startMs,
  writeEvidence,
} from '../support/run-files.ts';
import type { RecordedFault } from '../../../src/scenario/steps/recorded-fault.ts';

const answer = { uuid: 'u', event: 'acknowledged' as const };

describe('postsUnderWayAt', () => {
  // Sent in the millisecond 95, answered in the millisecond 105.
  const lone = { ...answer, atMs: 105, ms: 10 };
  // Sent in the millisecond 200.
  const next = { ...answer, atMs: 210, ms: 10 };

  test.each([
    [95, 0],
    [96, 1],
    [104, 1],
    [105, 0],
  ])('a post from ms 95 to ms 105 counts for a signal at %d ms as %d', (momentMs, count) => {
    expect(postsUnderWayAt(momentMs, [lone])).toBe(count);
  });

  test.each([
    ['right after an answer, the next posts soon', [lone, next, next], 110, 2],
    ['before the first post', [lone, next], 90, 0],
    ['after the last answer', [lone, next], 211, 0],
    ['longer before the next post than a load pauses', [lone, { ...next, atMs: 216 }], 105, 0],
    ['longer after the last answer than a load pauses', [lone, { ...next, atMs: 220 }], 206, 0],
  ])('a signal that comes %s', (_when, answers, momentMs, count) => {
    expect(postsUnderWayAt(momentMs, answers)).toBe(count);
  });
});

describe('a fault under load', () => {
  test('has hit where a post was unanswered at the very moment of the signal', () => {
    const [fault] = judgedFaults(
      recordOf([], { faults: [ownerKill] }),
      parseJournal(journalText(messages(10)), 'j'),
    );
    expect(fault).toMatchObject({ hit: true, postsUnderWay: 1, doubts: [] });
  });

  test('has hit, too, where all posters were writing down an answer and the next post followed', () => {
    const between = { ...ownerKill, at: iso(startMs + 57) };
    const [fault] = judgedFaults(
      recordOf([], { faults: [between] }),
      parseJournal(journalText(messages(10)), 'j'),
    );
    expect(fault).toMatchObject({ hit: true, postsUnderWay: 1 });
  });

  test('has missed after the last answer, and the files alone say so', async () => {
    const sent = messages(10);
    const record = recordOf(sent, { faults: [{ ...ownerKill, at: iso(startMs + 95) }] });
    const { record: read, journal } = await readEvidence(await writeEvidence(record, journalText(sent)));
    const document = documentFrom(read, journal);
    expect(document.faults).toMatchObject([
      { hit: false, postsUnderWay: 0, doubts: ['no posts were under way'] },
    ]);
    expect(document.verdict).toBe('inconclusive');
  });

  test('is free to hit an idle system where nothing else is said', () => {
    const idle = { ...ownerKill, underWay: false, at: iso(startMs + 95) };
    const [fault] = judgedFaults(recordOf([], { faults: [idle] }), parseJournal('', 'j'));
    expect(fault).toMatchObject({ hit: true, postsUnderWay: 0 });
  });
});

test('a gap after the next fault is put down to that one alone', () => {
  const faults = [1_000, 3_000].map((ms) => ({ ...ownerKill, underWay: false, at: iso(startMs + ms) }));
  const answers = [500, 1_500, 2_500, 3_500, 12_000].map((ms) => ({ ...answer, atMs: startMs + ms, ms: 5 }));
  const judged = judgedFaults(
    { faults, posting: [{ fromMs: startMs, toMs: startMs + 12_000 }] },
    { answers },
  );
  expect(judged.map(({ longestGapMs }) => longestGapMs)).toEqual([1_000, 8_500]);
});

test('a fault that hit nobody has no posts under way and no gap, and does not end the gap of another', () => {
  const sent = messages(10);
  const missed: RecordedFault = {
    ...ownerKill,
    kind: 'crash',
    pid: null,
    underWay: false,
    doubts: ['nobody died'],
  };
  const [first, second] = judgedFaults(
    recordOf(sent, { faults: [ownerKill, missed] }),
    parseJournal(journalText(sent), 'j'),
  );
  expect(first).toMatchObject({ hit: true, longestGapMs: 10 });
  expect(second).toMatchObject({ hit: false, postsUnderWay: null, longestGapMs: null });
});
