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
import type { RecordedFault } from '../../../src/scenario/steps/faults/recorded-fault.ts';

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

  test('the start of a post is rounded up to the next millisecond, so that it certainly was sent', () => {
    const fraction = { ...answer, atMs: 105, ms: 9.5 };
    expect([96, 97].map((momentMs) => postsUnderWayAt(momentMs, [fraction]))).toEqual([0, 1]);
  });

  // Sent and answered in the millisecond 150, so at no moment surely under way.
  const instant = { ...answer, atMs: 150, ms: 1 };
  // Sent in the millisecond 100.
  const longer = { ...answer, atMs: 130, ms: 31 };
  // Sent in the millisecond 120.
  const during = { ...answer, atMs: 140, ms: 21 };
  // Sent in the millisecond 190.
  const brief = { ...answer, atMs: 195, ms: 6 };

  test.each([
    ['one post follows', [lone, next], 110, 1],
    ['one post follows as late as a load pauses', [lone, { ...next, atMs: 214 }], 105, 1],
    ['one was answered as long before as a load pauses', [lone, { ...next, atMs: 220 }], 205, 1],
    ['the first that follows is answered at once', [lone, instant, next], 110, 1],
    ['two follow, and a third after these', [lone, brief, brief, next], 110, 2],
    ['one is unanswered, and two follow', [lone, longer, during, during], 110, 1],
  ])('where %s, it counts the posts of the first moment with any', (_when, answers, momentMs, count) => {
    expect(postsUnderWayAt(momentMs, answers)).toBe(count);
  });

  test.each([
    ['right after an answer, the next posts soon', [lone, next, next], 110, 2],
    ['before the first post', [lone, next], 90, 0],
    ['after the last answer', [lone, next], 211, 0],
    ['longer before the next post than a load pauses', [lone, { ...next, atMs: 216 }], 105, 0],
    ['longer after the last answer than a load pauses', [lone, { ...next, atMs: 220 }], 206, 0],
  ])('it counts for a signal %s', (_when, answers, momentMs, count) => {
    expect(postsUnderWayAt(momentMs, answers)).toBe(count);
  });
});

describe('a fault under load', () => {
  test('is confirmed if a post was unanswered at the moment of the signal', () => {
    const [fault] = judgedFaults(
      recordOf([], { faults: [ownerKill] }),
      parseJournal(journalText(messages(10)), 'j'),
    );
    expect(fault).toMatchObject({ hit: true, postsUnderWay: 1, doubts: [] });
  });

  test('is also confirmed if all posters were writing an answer into the journal and the next post followed', () => {
    const between = { ...ownerKill, at: iso(startMs + 57) };
    const [fault] = judgedFaults(
      recordOf([], { faults: [between] }),
      parseJournal(journalText(messages(10)), 'j'),
    );
    expect(fault).toMatchObject({ hit: true, postsUnderWay: 1 });
  });

  test('is not confirmed after the last answer, by the files alone', async () => {
    const sent = messages(10);
    const record = recordOf(sent, { faults: [{ ...ownerKill, at: iso(startMs + 95) }] });
    const { record: read, journal } = await readEvidence(await writeEvidence(record, journalText(sent)));
    const document = documentFrom(read, journal);
    expect(document.faults).toMatchObject([
      { hit: false, postsUnderWay: 0, doubts: ['no posts were under way'] },
    ]);
    expect(document.verdict).toBe('inconclusive');
  });

  test('is confirmed in an idle system unless posts are required', () => {
    const idle = { ...ownerKill, underWay: false, at: iso(startMs + 95) };
    const [fault] = judgedFaults(recordOf([], { faults: [idle] }), parseJournal('', 'j'));
    expect(fault).toMatchObject({ hit: true, postsUnderWay: 0 });
  });
});

describe('the gap of a fault', () => {
  const fault = { ...ownerKill, underWay: false, at: iso(startMs + 1_000) };

  function gapsOf(faults: RecordedFault[], acknowledged: number[], refused: number[] = []) {
    const refusal = { uuid: 'r', event: 'refused' as const };
    const answers = [
      ...refused.map((ms) => ({ ...refusal, atMs: startMs + ms, ms: 5 })),
      ...acknowledged.map((ms) => ({ ...answer, atMs: startMs + ms, ms: 5 })),
    ];
    const posting = [{ fromMs: startMs, toMs: startMs + 30_000 }];
    return judgedFaults({ faults, posting }, { answers }).map(({ longestGapMs }) => longestGapMs);
  }

  test('is between acknowledgements in any order in the journal, and refusals do not end it', () => {
    expect(gapsOf([fault], [16_001, 9_000, 500, 12_000, 4_000], [6_000])).toEqual([5_000]);
  });

  test.each([
    { beginMs: 16_000, gapMs: 14_000 },
    { beginMs: 16_001, gapMs: 8_001 },
  ])(
    'counts if it begins within 15 s: after a last answer at $beginMs ms it is $gapMs ms',
    ({ beginMs, gapMs }) => {
      expect(gapsOf([fault], [1_000, 8_000, beginMs])).toEqual([gapMs]);
    },
  );

  test.each([
    { apartMs: 50, gaps: [9_000, 9_000] },
    { apartMs: 51, gaps: [400, 9_000] },
  ])('is shared by faults that are $apartMs ms apart: $gaps', ({ apartMs, gaps }) => {
    const second = { ...fault, at: iso(startMs + 1_000 + apartMs) };
    expect(gapsOf([fault, second], [700, 1_100, 1_200, 10_200, 16_100])).toEqual(gaps);
  });
});

test('the doubts of a fault are kept', () => {
  const doubtful: RecordedFault = {
    ...ownerKill,
    underWay: false,
    doubts: ['another member owned the queue'],
  };
  const [fault] = judgedFaults({ faults: [doubtful], posting: [] }, { answers: [] });
  expect(fault).toMatchObject({ hit: false, doubts: ['another member owned the queue'] });
});

test('a fault without a process and without doubts is confirmed', () => {
  const [fault] = judgedFaults(
    { faults: [{ ...ownerKill, pid: null, doubts: [] }], posting: [] },
    { answers: [] },
  );
  expect(fault).toMatchObject({ hit: true, postsUnderWay: null });
});

test('a gap after the next fault belongs only to that one', () => {
  const faults = [1_000, 3_000].map((ms) => ({ ...ownerKill, underWay: false, at: iso(startMs + ms) }));
  const answers = [500, 1_500, 2_500, 3_500, 12_000].map((ms) => ({ ...answer, atMs: startMs + ms, ms: 5 }));
  const judged = judgedFaults(
    { faults, posting: [{ fromMs: startMs, toMs: startMs + 12_000 }] },
    { answers },
  );
  expect(judged.map(({ longestGapMs }) => longestGapMs)).toEqual([1_000, 8_500]);
});

test('a fault without a process has no posts under way and no gap, and does not end the gap of another', () => {
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
