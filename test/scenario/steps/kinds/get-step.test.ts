import { expect, onTestFinished, test } from 'vitest';
import { getStep } from '../../../../src/scenario/steps/kinds/get-step.ts';
import { answer, startFacade } from '../../../posting/fixtures/facade.ts';
import { runContext } from '../../support/run-context.ts';

/** What `get: {complete: true}` finds in answers with these logs, after these texts were acknowledged. */
async function missingIn(logs: string[][], acknowledged: string[]) {
  let asked = 0;
  const facade = await startFacade((_, response) => {
    const messages = logs[asked++] ?? [];
    answer(response, 200, {
      logging: { instance: 'logging-service-1', messages },
      messages: { instance: 'messages-service-1', messages: [] },
    });
  });
  onTestFinished(facade.close);
  const context = await runContext({}, { facade: facade.url });
  for (const [index, msg] of acknowledged.entries()) context.posts.acknowledged.set(`uuid ${index}`, msg);
  await getStep.run(context, { times: logs.length, complete: true, everyInstance: false });
  return context.checks.map(({ actual, holds }) => ({ actual, holds }));
}

test.each([
  [
    'holds if each answer has all, and more',
    [
      ['b', 'a', 'x'],
      ['a', 'b'],
    ],
    ['a', 'b'],
    0,
  ],
  ['fails if one answer lacks one', [['a', 'b'], ['a']], ['a', 'b'], 1],
  ['fails if a text is there once and was acknowledged twice', [['a']], ['a', 'a'], 1],
  ['holds if a text is there as often as it was acknowledged', [['a', 'a']], ['a', 'a'], 0],
  ['reports the answer that lacks most', [['a'], [], ['b']], ['a', 'b'], 2],
])('a complete answer %s', async (_, logs, acknowledged, missing) => {
  expect(await missingIn(logs, acknowledged)).toEqual([{ actual: String(missing), holds: missing === 0 }]);
});
