import { stripVTControlCharacters } from 'node:util';
import { Chalk } from 'chalk';
import { expect, test } from 'vitest';
import { brokenRun } from '../../../src/scenario/verdict/broken-run.ts';
import { renderBatch } from '../../../src/commands/views/batch-view.ts';
import { renderVerdict } from '../../../src/commands/views/verdict-view.ts';
import { parseJournal } from '../../../src/posting/read-journal.ts';
import { documentFrom, type RunDocument } from '../../../src/scenario/verdict/run-document.ts';
import { journalText, messages, recordOf } from '../../scenario/support/run-files.ts';

const plain = new Chalk({ level: 0 });
const written = { directory: 'report', reported: true };

/** A run of ten messages, of which the first `lost` reached nobody. */
function run(lost: number, scenario: Parameters<typeof recordOf>[2] = {}): RunDocument {
  const sent = messages(10);
  const record = recordOf(sent.slice(lost), {}, scenario);
  const observations = { ...record.observations, logged: sent.map(({ uuid }) => uuid) };
  return documentFrom({ ...record, observations }, parseJournal(journalText(sent), 'j'));
}

test('a passed run is one line, and where to find more', () => {
  const document = run(0);
  const settings = { ...document.settings, command: 'distq scenario run test --seed 1' };
  expect(renderVerdict({ ...document, settings }, written, plain)).toBe(`
✔ passed: test: 10 of 10 acknowledged, 0 lost, 0 duplicated, longest time without an acknowledgement 10 ms (0.1 s)
  evidence: report
  report:   report/report.html
  again:    distq scenario run test --seed 1
`);
});

test('a loss names the messages, and their texts cannot move the cursor', () => {
  const document = run(2);
  const lost = [
    { uuid: '1', msg: 'msg1\u001b[2J' },
    { uuid: '2', msg: 'msg2' },
  ];
  const view = renderVerdict({ ...document, account: { ...document.account, lost } }, written, plain);
  expect(view).toContain('✖ failed: test: 10 of 10 acknowledged, 2 lost');
  expect(view).toContain('\n  lost: expected 0, was 2 (msg1\\x1b[2J msg2)\n');
});

test('a control that lost messages is shown as one that had to', () => {
  const view = renderVerdict(
    run(3, { expect: { account: { lost: 'any' } }, control: { lost: { min: 1 } } }),
    written,
    plain,
  );
  expect(view).toContain('✔ passed');
  expect(view).toContain('\n  control: lost: expected at least 1, was 3 (msg1 msg2 msg3)\n');
});

test('a failed step is shown with its reason', () => {
  const document = run(0);
  const checks = [{ what: 'step: wait', expected: 'done', actual: 'waited 30 ms', holds: false }];
  const view = renderVerdict({ ...document, verdict: 'failed', checks }, written, plain);
  expect(view).toContain('\n  step: wait failed: waited 30 ms\n');
});

test('several runs are a table by scenario, with the failures', () => {
  const broken = brokenRun(
    { scenario: 'test', durationMs: 500, seed: 3, command: 'distq scenario run test --seed 3' },
    new Error('logging-service-1 did not get ready'),
  );
  const other = { ...run(0), scenario: 'other' };
  const result = { runs: [run(0), run(1), broken, other], passed: 2, failed: 2, inconclusive: 0 };
  const faults = new Map([['test', 'SIGKILL queue-owner']]);
  const place = { directory: 'report', width: Infinity, faults };
  expect(renderBatch(result, place, plain)).toBe(`
SCENARIO  FAULT                HIT  DELIVERY  POSTED  ACKED  REFUSED  UNKNOWN  LOST  DUP  OTHER  GAP MS  S  VERDICT
test      SIGKILL queue-owner    –  raw           20     20        0        0     1    0      0      10  0  1 of 3 passed
other                            –  raw           10     10        0        0     0    0      0      10  0  passed
UNKNOWN: no answer, so the outcome is unknown; DUP: duplicated; OTHER: unexpected, refused yet delivered, undelivered or unlogged; GAP: longest time without an acknowledgement

test (seed 3): logging-service-1 did not get ready
2 of 4 runs passed, 2 failed, 0 inconclusive
  report:   report/index.html
`);
});

test.each([40, 80, 100])('a table for %i columns is no wider, and still says what was lost', (width) => {
  const result = { runs: [run(0), run(1)], passed: 1, failed: 1, inconclusive: 0 };
  const faults = new Map([['test', 'SIGKILL queue-owner and 2 more']]);
  const [, head = '', row = ''] = renderBatch(
    result,
    { directory: 'report', width, faults },
    new Chalk({ level: 1 }),
  ).split('\n');
  for (const line of [head, row]) expect(stripVTControlCharacters(line).length).toBeLessThanOrEqual(width);
  expect(head).toMatch(/^SCENARIO.*LOST.*VERDICT$/);
});
