import { once } from 'node:events';
import { createServer } from 'node:net';
import { describe, expect, test } from 'vitest';
import { receivedPages } from '../../../src/system/distq/received-pages.ts';
import { NotReadyError } from '../../../src/foundation/errors/errors.ts';
import { waitFor, withDeadline } from '../../../src/foundation/async/wait-for.ts';

const never = new Promise<undefined>(() => undefined);

describe('waitFor', () => {
  test('ends at its timeout even if the probe takes much longer', async () => {
    let asked = 0;
    const probe = () => {
      asked += 1;
      return never;
    };
    const waiting = waitFor({ what: 'an answer', timeoutMs: 50, intervalMs: 1, probe });
    await expect(waiting).rejects.toThrow(/^waited 50 ms for an answer$/);
    await expect(waiting).rejects.toThrow(NotReadyError);
    // One that has not answered is not asked again.
    expect(asked).toBe(1);
  });

  test('a process that accepts connections and never answers delays nobody beyond the timeout', async () => {
    const silent = createServer().listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const bound = silent.address();
    const port = typeof bound === 'object' && bound !== null ? bound.port : 0;
    const probe = async () => {
      for await (const page of receivedPages({ name: 'm', port }, '/messages/received')) return page;
      return undefined;
    };
    await expect(waitFor({ what: 'a page', timeoutMs: 100, probe })).rejects.toThrow('waited 100 ms');
    silent.close();
  });

  test('an error of the probe after the end is ignored', async () => {
    let fail: (reason: Error) => void = () => undefined;
    const late = new Promise<undefined>((_, reject) => {
      fail = reject;
    });
    await expect(waitFor({ what: 'it', timeoutMs: 20, probe: () => late })).rejects.toThrow(NotReadyError);
    // Would be an unhandled rejection, which fails the run.
    fail(new Error('late'));
  });

  test('reports the error of the last complete probe, not the timeout of the next', async () => {
    let asked = 0;
    const probe = async (): Promise<undefined> => {
      asked += 1;
      if (asked === 1) throw new Error('connection refused');
      return never;
    };
    const waiting = waitFor({ what: 'it', timeoutMs: 50, intervalMs: 1, probe });
    await expect(waiting).rejects.toThrow('waited 50 ms for it; last seen: connection refused');
  });

  test('gives the value as soon as there is one, and probes at least once', async () => {
    let asked = 0;
    const probe = () => (++asked === 3 ? 'there' : undefined);
    expect(await waitFor({ what: 'it', timeoutMs: 10_000, intervalMs: 1, probe })).toBe('there');
    expect(await waitFor({ what: 'it', timeoutMs: 0, probe: () => 'at once' })).toBe('at once');
  });

  test('ends with the reason of the signal when aborted', async () => {
    const interruption = new AbortController();
    const waiting = waitFor({
      what: 'it',
      timeoutMs: 60_000,
      signal: interruption.signal,
      probe: () => undefined,
    });
    interruption.abort(new Error('interrupted'));
    await expect(waiting).rejects.toThrow('interrupted');
  });
});

test('withDeadline reports whole milliseconds, and gives the value or the error of the work', async () => {
  await expect(withDeadline('the queue', 20.3341, never)).rejects.toThrow(/^waited 20 ms for the queue$/);
  expect(await withDeadline('it', 1_000, Promise.resolve(1))).toBe(1);
  await expect(withDeadline('it', Infinity, Promise.reject(new Error('broken')))).rejects.toThrow('broken');
});

describe('waitFor with news', () => {
  test('asks at once when there is news, however long the pause, and unsubscribes', async () => {
    const listeners = new Set<() => void>();
    let isReady = false;
    const waiting = waitFor({
      what: 'readiness',
      timeoutMs: 50_000,
      intervalMs: 40_000,
      onNews: (probeNow) => {
        listeners.add(probeNow);
        return () => listeners.delete(probeNow);
      },
      probe: () => (isReady ? 'ready' : undefined),
    });
    await Promise.resolve();
    isReady = true;
    for (const listener of listeners) listener();
    expect(await waiting).toBe('ready');
    expect(listeners.size).toBe(0);
  });

  test('news that arrives during a probe is not missed', async () => {
    let tell: () => void = () => undefined;
    const answers = [undefined, 'ready'];
    const probe = () => {
      tell();
      return Promise.resolve(answers.shift());
    };
    const onNews = (probeNow: () => void) => {
      tell = probeNow;
      return () => undefined;
    };
    expect(await waitFor({ what: 'readiness', timeoutMs: 50_000, intervalMs: 40_000, onNews, probe })).toBe(
      'ready',
    );
  });

  test('a signal ends the pause', async () => {
    const stop = new AbortController();
    const waiting = waitFor({
      what: 'readiness',
      timeoutMs: 50_000,
      intervalMs: 40_000,
      onNews: () => () => undefined,
      signal: stop.signal,
      probe: () => undefined,
    });
    stop.abort(new Error('enough'));
    await expect(waiting).rejects.toThrow('enough');
  });
});
