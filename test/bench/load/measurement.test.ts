import { expect, test } from 'vitest';
import type { Answer } from '../../../src/bench/load/answer.ts';
import { Measurement } from '../../../src/bench/load/measurement.ts';

const acknowledged: Answer = { outcome: 'acknowledged' };
const full: Answer = { outcome: 'refused', error: { kind: 'refused', reason: 'HTTP 503: Queue Full' } };
const broken: Answer = { outcome: 'indeterminate', error: { kind: 'connection', reason: 'ECONNRESET' } };

/** Feeds messages in the order of their answers. */
function measure(
  fromMs: number,
  messages: [Answer, intendedMs: number, answeredMs: number][],
  endMs: number,
) {
  const measurement = new Measurement(fromMs);
  for (const [answer, intendedMs, answeredMs] of messages) {
    measurement.attempt(intendedMs);
    if (answeredMs >= endMs) measurement.end(endMs);
    measurement.answer(answer, intendedMs, answeredMs);
  }
  return measurement.result(endMs);
}

test('messages due in the warm-up do not count, but their answers after it count as throughput', () => {
  const { attempted, throughputPerSecond, latencyMs } = measure(
    1000,
    [
      [acknowledged, 0, 900],
      [acknowledged, 500, 1100],
      [acknowledged, 1200, 1250],
      [acknowledged, 1300, 1350],
    ],
    3000,
  );
  expect({ attempted, throughputPerSecond, max: latencyMs.max }).toEqual({
    attempted: 2,
    throughputPerSecond: 1.5,
    max: 50,
  });
});

test('a message that is answered after the end counts, but in no second', () => {
  const {
    acknowledged: count,
    seconds,
    latencyMs,
    durationMs,
  } = measure(
    0,
    [
      [acknowledged, 100, 200],
      [acknowledged, 900, 5000],
    ],
    1000,
  );
  expect({ count, durationMs, max: latencyMs.max }).toEqual({ count: 2, durationMs: 1000, max: 4100 });
  expect(seconds.map((row) => row.acknowledged)).toEqual([1]);
});

test('every second has a row, even without answers, and the last may be shorter', () => {
  const { seconds } = measure(
    0,
    [
      [acknowledged, 0, 10],
      [full, 0, 20],
      [acknowledged, 2000, 2030],
      [broken, 2000, 3100],
    ],
    3500,
  );
  const rows = seconds.map((row) => [
    row.durationMs,
    row.acknowledged,
    row.refused,
    row.indeterminate,
    row.max,
  ]);
  expect(rows).toEqual([
    [1000, 1, 1, 0, 10],
    [1000, 0, 0, 0, null],
    [1000, 1, 0, 0, 30],
    [500, 0, 0, 1, null],
  ]);
});

test('the longest gap is between acknowledgements, or from the start or to the end; refusals do not end it', () => {
  expect(
    measure(
      0,
      [
        [acknowledged, 0, 400],
        [acknowledged, 0, 500],
      ],
      600,
    ).longestGapMs,
  ).toBe(400);
  expect(
    measure(
      0,
      [
        [acknowledged, 0, 100],
        [full, 0, 500],
        [acknowledged, 0, 900],
      ],
      1000,
    ).longestGapMs,
  ).toBe(800);
  expect(measure(0, [[acknowledged, 0, 100]], 1000).longestGapMs).toBe(900);
  expect(measure(0, [], 1000).longestGapMs).toBe(1000);
});

test('errors are grouped by kind and reason, the most frequent first; reasons beyond a number are merged', () => {
  const { errors, errorsPerSecond } = measure(
    0,
    [
      [broken, 0, 1],
      [full, 0, 2],
      [full, 0, 3],
    ],
    1000,
  );
  expect(errors).toEqual([
    { kind: 'refused', reason: 'HTTP 503: Queue Full', count: 2 },
    { kind: 'connection', reason: 'ECONNRESET', count: 1 },
  ]);
  expect(errorsPerSecond).toBe(3);
  const many = Array.from({ length: 200 }, (_, index): [Answer, number, number] => [
    { outcome: 'indeterminate', error: { kind: 'indeterminate', reason: `HTTP 500: ${index}` } },
    0,
    index,
  ]);
  const told = measure(0, many, 1000).errors;
  expect(told.length).toBeLessThan(60);
  expect(told.reduce((sum, { count }) => sum + count, 0)).toBe(200);
});
