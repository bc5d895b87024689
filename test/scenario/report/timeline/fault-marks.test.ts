import { describe, expect, test } from 'vitest';
import { faultMarks } from '../../../../src/scenario/report/timeline/fault-marks.ts';
import { runFixture, startMs } from '../support/run-fixture.ts';

const [base] = runFixture({ messages: 1 }).document.faults;

function faultAt(ms: number, longestGapMs: number | null = null) {
  if (base === undefined) throw new Error('no fault');
  return { ...base, at: new Date(startMs + ms).toISOString(), longestGapMs };
}

function answer(ms: number, event: 'acknowledged' | 'refused' = 'acknowledged') {
  return { uuid: 'of no interest', atMs: startMs + ms, event, ms: 1 };
}

const posting = [{ fromMs: startMs, toMs: startMs + 10_000 }];

function marksOf(faults: ReturnType<typeof faultAt>[], answers: ReturnType<typeof answer>[]) {
  return faultMarks(faults, { answers }, posting, startMs, 20_000);
}

describe('faultMarks', () => {
  test('the next acknowledgement is the earliest after the fault, in whatever order they are', () => {
    const [mark] = marksOf(
      [faultAt(1_000)],
      [answer(900), answer(1_600), answer(1_200, 'refused'), answer(1_500)],
    );
    expect(mark).toMatchObject({ number: 1, atMs: 1_000, answers: { nextAtMs: 1_500 } });
  });

  test('the gap is where the document saw it, though posts that were all but done were acknowledged first', () => {
    const [mark] = marksOf(
      [faultAt(1_000, 665)],
      [answer(500), answer(990), answer(1_017), answer(1_682), answer(1_690)],
    );
    expect(mark?.answers).toEqual({ nextAtMs: 1_017, gap: { fromMs: 1_017, toMs: 1_682, isEnded: true } });
  });

  test('a gap that was over before the fault is not put down to it', () => {
    const [mark] = marksOf([faultAt(1_000, 300)], [answer(100), answer(400), answer(1_200), answer(1_500)]);
    expect(mark?.answers?.gap).toEqual({ fromMs: 1_200, toMs: 1_500, isEnded: true });
  });

  test('a fault while nothing is posted has none, though posts came later', () => {
    const [mark] = marksOf([faultAt(15_000, 100)], [answer(900), answer(16_000)]);
    expect(mark?.answers).toBeNull();
  });

  test('posts that never come back are a gap until their end, and no recovery', () => {
    const [mark] = marksOf([faultAt(5_000, 9_100)], [answer(900)]);
    expect(mark?.answers).toEqual({ nextAtMs: null, gap: { fromMs: 900, toMs: 10_000, isEnded: false } });
  });

  test('labels that would overlap have rows of their own', () => {
    const lanes = marksOf(
      [1_000, 1_100, 1_200, 9_000].map((ms) => faultAt(ms)),
      [],
    ).map(({ lane }) => lane);
    expect(lanes).toEqual([0, 1, 2, 0]);
  });
});
