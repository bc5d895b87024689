import { expect, test } from 'vitest';
import { readRetryAfter } from '../../../src/system/distq/retry-after.ts';

const nowMs = Date.parse('2026-01-05T10:00:00Z');

test.each([
  ['1', 1_000],
  [' 120 ', 120_000],
  ['0', 100],
  ['Mon, 05 Jan 2026 10:00:07 GMT', 7_000],
  ['Mon, 05 Jan 2026 09:00:00 GMT', 100],
])('%j asks to wait %i ms', (header, ms) => {
  expect(readRetryAfter(header, nowMs)).toBe(ms);
});

test.each([undefined, '', 'soon', '-1', '1.5', '2026-01-05T10:00:07Z'])('%j asks for nothing', (header) => {
  expect(readRetryAfter(header, nowMs)).toBeUndefined();
});
