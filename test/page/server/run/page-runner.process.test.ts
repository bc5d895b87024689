import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { waitFor } from '../../../../src/foundation/async/wait-for.ts';
import { PageRunner } from '../../../../src/page/server/run/page-runner.ts';
import { applyChange } from '../../../../src/page/wire/apply-change.ts';
import { emptyState, type PageState } from '../../../../src/page/wire/page-state.ts';

const program = {
  file: process.execPath,
  args: [join(import.meta.dirname, 'fixtures', 'run-program.js')],
};
let state: PageState;
let runner: PageRunner;

beforeEach(() => {
  state = emptyState;
  runner = new PageRunner({
    program,
    directory: import.meta.dirname,
    run: () => state.run,
    report: (change) => {
      state = applyChange(state, change);
    },
  });
});

afterEach(() => runner.end());

test('a step begins when it is asked for, and the verdict stays until it is dismissed', async () => {
  start('any');
  await until('its first step waits', () => state.run?.steps[0]?.state === 'waiting');
  expect(state.run?.command).toBe('distq scenario run any --pause');
  expect(runner.next(0)).toBe('step 1 begins');
  await until('a verdict', () => state.run?.outcome != null);
  expect(state.run?.outcome).toMatchObject({ kind: 'verdict', verdict: 'passed' });
  expect(state.run?.steps[0]).toMatchObject({ state: 'done', durationMs: 1 });
  expect(state.events.at(-1)).toMatchObject({ text: 'any passed: Good.', kind: 'state' });
  runner.dismiss();
  expect(state.run).toBeNull();
});

test('a step that does not wait is not begun, and a second run is refused', async () => {
  start('any');
  expect(runner.next(0)).toBe('step 1 does not wait');
  expect(() => {
    start('other');
  }).toThrow('any was started on this page and is in progress');
  runner.dismiss();
  expect(state.run?.scenario).toBe('any');
  await until('its first step waits', () => state.run?.steps[0]?.state === 'waiting');
});

test('a run that is stopped tells so, and another one can begin', async () => {
  start('any');
  await until('its first step waits', () => state.run?.steps[0]?.state === 'waiting');
  runner.stop();
  expect(state.run?.isStopping).toBe(true);
  await until('its end', () => state.run?.outcome != null);
  expect(state.run?.outcome).toEqual({ kind: 'interrupted' });
  expect(state.run?.steps[0]?.state).toBe('skipped');
  start('fails');
  await until('its end', () => state.run?.outcome != null);
  expect(state.run?.outcome).toEqual({ kind: 'failed', message: 'Java is missing', hint: 'install Java 17' });
});

test('a run that was stopped before its process started ends too', async () => {
  start('any');
  await runner.end();
  expect(state.run?.outcome).toEqual({ kind: 'interrupted' });
});

test('a process that dies is told, with what it said last', async () => {
  start('dies');
  await until('its end', () => state.run?.outcome != null);
  expect(state.run?.outcome?.kind).toBe('failed');
  const told = JSON.stringify(state.run?.outcome);
  expect(told).toContain('killed by SIGKILL');
  expect(told).toContain('out of memory');
});

function start(scenario: string): void {
  runner.start({ scenario, place: 'fresh', isStepwise: true, session: 'default' });
}

function until(what: string, isSo: () => boolean): Promise<true> {
  return waitFor({ what, timeoutMs: 30_000, probe: () => (isSo() ? true : undefined) });
}
