import { describe, expect, test } from 'vitest';
import { faultMarks } from '../../../../src/scenario/report/timeline/fault-marks.ts';
import { runFixture, startMs } from '../support/run-fixture.ts';

const [base] = runFixture({ messages: 1 }).document.faults;

function faultAt(ms: number) {
  if (base === undefined) throw new Error('no fault');
  return { ...base, at: new Date(startMs + ms).toISOString() };
}

function answer(ms: number, event: 'acknowledged' | 'refused' = 'acknowledged') {
  return { atMs: startMs + ms, event, ms: 1 };
}

const posting = [{ fromMs: startMs, toMs: startMs + 10_000 }];

function marksOf(faults: number[], answers: ReturnType<typeof answer>[], periods = posting) {
  return faultMarks(faults.map(faultAt), { answers }, periods, startMs, 20_000);
}

describe('faultMarks', () => {
  test('the recovery is the earliest acknowledgement after the fault, in whatever order they are', () => {
    const [mark] = marksOf([1_000], [answer(900), answer(1_600), answer(1_200, 'refused'), answer(1_500)]);
    expect(mark).toMatchObject({ number: 1, atMs: 1_000, recoveredAtMs: 1_500, postsRunning: true });
  });

  test('a fault while nothing is posted has no recovery, though posts came later', () => {
    const [mark] = marksOf([15_000], [answer(900), answer(16_000)]);
    expect(mark).toMatchObject({ recoveredAtMs: null, postsRunning: false });
  });

  test('posts that never come back are no recovery', () => {
    const [mark] = marksOf([5_000], [answer(900)]);
    expect(mark).toMatchObject({ recoveredAtMs: null, postsRunning: true });
  });

  test('labels that would overlap have rows of their own', () => {
    const lanes = marksOf([1_000, 1_100, 1_200, 9_000], []).map(({ lane }) => lane);
    expect(lanes).toEqual([0, 1, 2, 0]);
  });
});
