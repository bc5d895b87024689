import { expect, test } from 'vitest';
import { axisNumber, count, duration, moment } from '../../src/report/quantities.ts';

test.each([
  [0, '0 ms'],
  [477.4, '477 ms'],
  [999.6, '1.0 s'],
  [12_345, '12.3 s'],
  [59_949, '59.9 s'],
  [59_990, '1 min 00 s'],
  [125_000, '2 min 05 s'],
])('%s ms is %s', (ms, words) => {
  expect(duration(ms)).toBe(words);
});

test('moments are seconds to the millisecond', () => {
  expect(moment(8_477)).toBe('8.477 s');
});

test('nouns follow their number', () => {
  expect([count(1, 'message'), count(0, 'message'), count(2_000, 'message')]).toEqual([
    '1 message',
    '0 messages',
    '2,000 messages',
  ]);
});

test('numbers of an axis stay short', () => {
  expect([axisNumber(8_000), axisNumber(15_000), axisNumber(2_000_000)]).toEqual(['8,000', '15K', '2M']);
});
