import { expect, test } from 'vitest';
import type { SystemJudgement } from '../../../src/judge/judgement.ts';
import { judgementJunit } from '../../../src/judge/report/judgement-junit.ts';
import { judgementPage } from '../../../src/judge/report/judgement-page.ts';
import { submissionsCsv } from '../../../src/judge/report/submissions-csv.ts';

const evidence = {
  did: ['posted'],
  saw: [],
  members: [],
  instances: {},
  lines: [{ name: 'x', line: '<oops>' }],
};
const base = { part: 'part1', at: '2026-01-01T00:00:00.000Z', durationMs: 5, evidence } as const;
const judgement: SystemJudgement = {
  file: '=cmd,1',
  name: 'one',
  verdict: 'failed',
  problem: null,
  rows: [
    { ...base, id: 'start', title: 'starts', isRequired: true, verdict: 'passed', reason: null },
    {
      ...base,
      id: 'received',
      title: 'received',
      isRequired: true,
      verdict: 'failed',
      reason: '1 missing',
      messages: { notReceived: ['<msg1>'] },
    },
    { ...base, id: 'x', title: 'x', part: 'beyond', isRequired: false, verdict: 'failed', reason: 'r' },
  ],
  run: 1,
  startedAt: '2026-01-01T00:00:00.000Z',
  durationMs: 10,
  survivors: [],
  strays: [],
};

test('JUnit counts required failures; what need not pass is skipped', () => {
  const xml = judgementJunit([judgement]);
  expect(xml).toContain('tests="3" failures="1" errors="0" skipped="1"');
  expect(xml).toContain('&lt;msg1&gt;');
});

test('the page names the messages and the lines, escaped', () => {
  const html = judgementPage(judgement);
  expect(html).toContain('&lt;msg1&gt;');
  expect(html).toContain('&lt;oops&gt;');
  expect(html).toContain('1 of 2 required passed; 1 beyond the lab failed.');
});

test('a name that a spreadsheet takes for a formula is quoted', () => {
  expect(submissionsCsv([judgement]).split('\n')).toEqual([
    'file,name,run,verdict,problem,durationMs,start,received,x',
    '"\'=cmd,1",one,1,failed,,10,passed,failed,failed',
    '',
  ]);
});
