import { expect, onTestFinished, test } from 'vitest';
import { runStep } from '../../../src/scenario/steps/steps.ts';
import { answer, startFacade } from '../../posting/fixtures/facade.ts';
import { runContext } from '../support/run-context.ts';

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
  const context = await runContext({}, facade.url);
  for (const [index, msg] of acknowledged.entries()) context.posts.acknowledged.set(`uuid ${index}`, msg);
  await runStep(context, { get: { times: logs.length, complete: true, everyInstance: false } });
  return context.checks.map(({ actual, holds }) => ({ actual, holds }));
}

test.each([
  [
    'holds where each answer has all, and more',
    [
      ['b', 'a', 'x'],
      ['a', 'b'],
    ],
    ['a', 'b'],
    0,
  ],
  ['fails where one answer lacks one', [['a', 'b'], ['a']], ['a', 'b'], 1],
  ['fails where a text is there once and was acknowledged twice', [['a']], ['a', 'a'], 1],
  ['holds where a text is there as often as it was acknowledged', [['a', 'a']], ['a', 'a'], 0],
  ['tells of the answer that lacks most', [['a'], [], ['b']], ['a', 'b'], 2],
])('a complete answer %s', async (_, logs, acknowledged, missing) => {
  expect(await missingIn(logs, acknowledged)).toEqual([{ actual: String(missing), holds: missing === 0 }]);
});
