import { expect, test } from 'vitest';
import type { RunEvent } from '../../../src/protocol/run/run-progress.ts';
import { applyChange } from '../../../src/page/wire/apply-change.ts';
import { orderedRun, type PageRun } from '../../../src/page/wire/page-run.ts';
import { emptyState } from '../../../src/page/wire/page-state.ts';
import { commandOf, planAction, type PageAction } from '../../../src/page/wire/plan-action.ts';

const begun: RunEvent = {
  event: 'begun',
  title: 'T',
  description: 'D',
  steps: ['one', 'two', 'three'].map((title) => ({ title, why: null })),
};

test('a run is what its program told', () => {
  const run = runAfter(
    begun,
    { event: 'progress', text: 'node is ready' },
    { event: 'step', step: 0, state: 'waiting' },
    { event: 'step', step: 0, state: 'running' },
    { event: 'step-done', step: 0, state: 'done', durationMs: 5, reason: null, shown: [] },
    { event: 'step', step: 1, state: 'waiting' },
  );
  expect(run).toMatchObject({ title: 'T', activity: null, outcome: null });
  expect(run?.steps.map(({ state }) => state)).toEqual(['done', 'waiting', 'pending']);
});

test('after a failed step the others are skipped, and one that was cut short did not end', () => {
  const failed = runAfter(
    begun,
    { event: 'step', step: 0, state: 'running' },
    { event: 'step-done', step: 0, state: 'failed', durationMs: 5, reason: 'no', shown: [] },
    { event: 'failed', message: 'M', hint: null },
  );
  expect(failed?.steps.map(({ state }) => state)).toEqual(['failed', 'skipped', 'skipped']);
  const cut = runAfter(begun, { event: 'step', step: 0, state: 'running' }, { event: 'interrupted' });
  expect(cut?.steps[0]).toMatchObject({ state: 'failed', reason: 'it did not end' });
  expect(cut?.outcome).toEqual({ kind: 'interrupted' });
});

test('what is told of no run changes nothing', () => {
  expect(applyChange(emptyState, { kind: 'run-event', told: begun })).toEqual(emptyState);
});

test.each<[PageAction, string, boolean]>([
  [runOf('failover', 'here', true), 'distq failover --pause --session a', true],
  [runOf('quiet', 'here', false), 'distq scenario run quiet --here --session a', true],
  [runOf('failover', 'fresh', true), 'distq scenario run failover --pause', false],
  [{ action: 'next', step: 2 }, 'Enter', false],
  [{ action: 'stop-run' }, 'Ctrl-C', true],
  [{ action: 'dismiss-run' }, '', false],
])('%j is %s', (action, command, asks) => {
  expect(commandOf(action, 'a')).toBe(command);
  expect(planAction(action).destructive).toBe(asks);
});

function runAfter(...all: RunEvent[]): PageRun | null {
  const run = orderedRun({ scenario: 'a', place: 'here', isStepwise: true, command: 'distq failover' });
  const first = applyChange(emptyState, { kind: 'run', run });
  return all.reduce((state, told) => applyChange(state, { kind: 'run-event', told }), first).run;
}

function runOf(scenario: string, place: 'here' | 'fresh', isStepwise: boolean): PageAction {
  return { action: 'run', scenario, place, isStepwise };
}
