import { expect, test } from 'vitest';
import { orderedRun, type PageRun, type PageStep } from '../../../src/page/wire/page-run.ts';
import {
  announcement,
  currentStep,
  lastShownStep,
  outcomeWords,
  stepStateText,
} from '../../../src/page/view/run/run-words.ts';

const step: PageStep = {
  ...{ title: 'Kill it', why: null, state: 'pending', durationMs: null, reason: null, shown: [] },
};
const done: PageStep = { ...step, state: 'done', durationMs: 1_250, shown: [{ kind: 'text', text: 'x' }] };

test('the state of a step is told with its duration', () => {
  expect(stepStateText(done)).toBe('done in 1.3 s');
  expect(stepStateText({ ...step, state: 'waiting' })).toBe('waits for Next');
});

test('a screen reader is told the step that waits, and what to press', () => {
  const run = runWith([done, { ...step, state: 'waiting' }, step]);
  expect(announcement(run)).toBe('Step 2 of 3: Kill it. Press Next to begin it.');
  expect(currentStep(run)).toBe(1);
  expect(lastShownStep(run)).toBe(0);
  expect(announcement({ ...run, isStopping: true })).toBe('failover is being stopped.');
  expect(announcement(runWith([]))).toBe('failover has begun.');
});

test('a screen reader is told the outcome', () => {
  const outcome = { kind: 'failed', message: 'Java is missing', hint: null } as const;
  expect(announcement({ ...runWith([]), outcome })).toBe('failover: No verdict. Java is missing');
});

test('a stopped run says what was put back', () => {
  expect(outcomeWords({ kind: 'interrupted' }, 'here').text).toContain('run again');
  expect(outcomeWords({ kind: 'interrupted' }, 'fresh').text).toContain('taken down');
});

function runWith(steps: PageStep[]): PageRun {
  const run = orderedRun({ scenario: 'failover', place: 'here', isStepwise: true, command: '' });
  return { ...run, steps };
}
