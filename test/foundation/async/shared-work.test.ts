import { expect, test } from 'vitest';
import { SharedWork } from '../../../src/foundation/async/shared-work.ts';

test('is aborted only once nobody waits for it any more', async () => {
  let needed: AbortSignal | undefined;
  const work = new SharedWork((signal) => {
    needed = signal;
    return new Promise<never>(() => undefined);
  });
  const [one, two] = [new AbortController(), new AbortController()];
  const results = [work.result(one.signal), work.result(two.signal)];
  one.abort(new Error('one has gone'));
  await expect(results[0]).rejects.toThrow('one has gone');
  expect(needed?.aborted).toBe(false);
  two.abort(new Error('two has gone'));
  await expect(results[1]).rejects.toThrow('two has gone');
  expect(needed?.aborted).toBe(true);
});

test('gives its value to everyone who waits, even if they join later', async () => {
  const work = new SharedWork(() => Promise.resolve('done'));
  expect(await Promise.all([work.result(), work.result()])).toEqual(['done', 'done']);
  expect(await work.result()).toBe('done');
});
