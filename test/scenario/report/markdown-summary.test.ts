import { expect, test } from 'vitest';
import { markdownSummary } from '../../../src/scenario/report/markdown-summary.ts';
import { runFixture } from './support/run-fixture.ts';

test('the verdict, the reasons, the account, the faults and the command that repeats it', () => {
  const text = markdownSummary(runFixture());
  expect(text).toMatch(/^### ✅ Passed: owner-kill – The owner of the queue is killed under load\n/);
  expect(text).toContain(
    '| kill hazelcast-node2 | SIGKILL | 8.000 s | yes | hazelcast-node2 → hazelcast-node3 |',
  );
  expect(text).toContain('Repeat: `distq scenario run owner-kill --seed 4711`');
  expect(text.endsWith('\n\n')).toBe(true);
});

test.each([
  [{ lost: 1 }, '### ❌ Failed'],
  [{ doubts: ['missed'] }, '### ⚠️ Inconclusive'],
])('%o begins with %s', (options, begin) => {
  expect(markdownSummary(runFixture(options)).startsWith(begin)).toBe(true);
});

test('what an error says is neither Markdown nor HTML, and breaks no table', () => {
  const reason = 'a | b <img src=x> [link](http://x.test) `code`\n# heading @someone';
  const text = markdownSummary(runFixture({ failedStep: { index: 2, reason }, doubts: [reason] }));
  expect(text).not.toMatch(/<|\[link|http:|`code|\n# heading|@/);
  const tables = text.split('\n').filter((line) => line.startsWith('|'));
  const widths = new Set(tables.map((line) => line.split('|').length));
  expect(widths).toEqual(new Set([17, 8]));
});
