import { expect, test } from 'vitest';
import { withJoinedSignal } from '../../../src/foundation/async/joined-signal.ts';

function reasonOf(signal: AbortSignal): Promise<unknown> {
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => {
      resolve(signal.reason);
    });
  });
}

test('the first signal to abort gives the reason', async () => {
  const [first, second] = [new AbortController(), new AbortController()];
  const reason = withJoinedSignal({ signals: [undefined, first.signal, second.signal] }, reasonOf);
  second.abort('the second');
  first.abort('the first');
  expect(await reason).toBe('the second');
});

test('a signal that was already aborted counts', async () => {
  const signals = [AbortSignal.abort('long ago')];
  expect(await withJoinedSignal({ signals }, (signal) => Promise.resolve(signal.reason))).toBe('long ago');
});

test('a timeout is named in the reason', async () => {
  const { signal } = new AbortController();
  expect(await withJoinedSignal({ signals: [signal], timeoutMs: 20 }, reasonOf)).toEqual(
    new Error('no answer within 20 ms'),
  );
});

test('once the work has ended, nothing aborts any more', async () => {
  const source = new AbortController();
  const joined = await withJoinedSignal({ signals: [source.signal] }, (signal) =>
    Promise.resolve({ signal }),
  );
  source.abort();
  expect(joined.signal.aborted).toBe(false);
});
