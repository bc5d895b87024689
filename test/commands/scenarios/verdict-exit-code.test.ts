import { expect, test } from 'vitest';
import { exitCodeOfRuns } from '../../../src/commands/scenarios/verdict-exit-code.ts';
import { sumUp, type BatchResult } from '../../../src/scenario/verdict/batch-result.ts';
import { brokenRun } from '../../../src/scenario/verdict/broken-run.ts';
import { MachineLacksError, NotReadyError } from '../../../src/foundation/errors/errors.ts';
import { runFixture } from '../../scenario/report/support/run-fixture.ts';

const run = { scenario: 'demo', durationMs: 1, seed: 2, command: 'distq scenario run demo --seed 2' };
const noJava = brokenRun(run, new MachineLacksError('no Java', { hint: 'install it' }));
const notReady = brokenRun(run, new NotReadyError('messages-service-1 did not get ready'));
const passed = runFixture({ messages: 5 }).document;
const failed = runFixture({ messages: 5, lost: 1 }).document;
/** As a later version may call it. */
const undecided = Object.assign(structuredClone(passed), { verdict: 'undecided' });

test.each<{ what: string; runs: BatchResult['runs']; exitCode: number }>([
  { what: 'all broke for one reason', runs: [noJava, noJava], exitCode: 6 },
  { what: 'all broke, for two reasons', runs: [noJava, notReady], exitCode: 1 },
  { what: 'one broke', runs: [passed, noJava], exitCode: 1 },
  { what: 'one broke, one failed', runs: [failed, noJava], exitCode: 1 },
  { what: 'one came to what nobody knows', runs: [passed, undecided], exitCode: 10 },
  { what: 'nothing ran', runs: [], exitCode: 10 },
  { what: 'all passed', runs: [passed, passed], exitCode: 0 },
])('$what: exit $exitCode', ({ runs, exitCode }) => {
  expect(exitCodeOfRuns(sumUp(runs))).toBe(exitCode);
});

test('the document of a broken run has the same fields as any other', () => {
  expect(noJava).toMatchObject({
    error: 'no Java',
    failure: { code: 'machine-lacks', exitCode: 6, message: 'no Java', hint: 'install it' },
    steps: [],
    faults: [],
    account: { attempted: 0, acknowledged: 0, received: 0, lost: [], unlogged: [] },
    received: {},
  });
});
