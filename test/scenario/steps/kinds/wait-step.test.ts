import { expect, test } from 'vitest';
import { waitStep } from '../../../../src/scenario/steps/kinds/wait-step.ts';
import { runContext } from '../../support/run-context.ts';

test('forMs waits that long', async () => {
  const context = await runContext({});
  const beginMs = performance.now();
  const shown = await waitStep.run(context, { forMs: 200, withinMs: 1 });
  // A timer may fire up to a millisecond early.
  expect(performance.now() - beginMs).toBeGreaterThanOrEqual(199);
  expect(shown).toEqual([{ what: 'text', text: 'waited 200 ms' }]);
});

test('forMs ends with the reason of the interruption', async () => {
  const interrupt = new AbortController();
  const context = await runContext({}, { signal: interrupt.signal });
  const waiting = waitStep.run(context, { forMs: 3_600_000, withinMs: 120_000 });
  interrupt.abort(new Error('Ctrl-C'));
  await expect(waiting).rejects.toThrow('Ctrl-C');
});
