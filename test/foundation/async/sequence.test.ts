import { expect, test } from 'vitest';
import { Sequence } from '../../../src/foundation/async/sequence.ts';

test('each begins when the previous one has ended, even if it failed', async () => {
  const sequence = new Sequence();
  const seen: string[] = [];
  let fail: (error: Error) => void = () => undefined;
  const first = sequence.run(() => {
    seen.push('first');
    return new Promise<void>((_, reject) => (fail = reject));
  });
  const second = sequence.run(() => {
    seen.push('second');
    return Promise.resolve('done');
  });
  await new Promise((resolve) => setImmediate(resolve));
  expect(seen).toEqual(['first']);
  fail(new Error('broken'));
  await expect(first).rejects.toThrow('broken');
  await expect(second).resolves.toBe('done');
  expect(seen).toEqual(['first', 'second']);
});
