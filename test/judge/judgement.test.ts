import { expect, test } from 'vitest';
import { verdictOf } from '../../src/judge/judgement.ts';
import type { RowVerdict } from '../../src/judge/requirement.ts';

const row = (verdict: RowVerdict, isRequired = true) => ({ verdict, isRequired });

test.each([
  ['all passed', [row('passed'), row('not applicable')], 'passed'],
  ['one failed', [row('passed'), row('failed')], 'failed'],
  ['one is not known', [row('passed'), row('unknown')], 'failed'],
  ['nothing could be asked', [row('not applicable')], 'failed'],
  ['only one beyond the lab failed', [row('passed'), row('failed', false)], 'passed'],
])('%s', (_, rows, verdict) => {
  expect(verdictOf(rows)).toBe(verdict);
});
