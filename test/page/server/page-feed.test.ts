import { once } from 'node:events';
import { expect, test } from 'vitest';
import { ChangeRing } from '../../../src/page/server/change-ring.ts';
import { PageFeed } from '../../../src/page/server/page-feed.ts';
import { orderedRun } from '../../../src/page/wire/page-run.ts';

const ended = { kind: 'ended' } as const;

test('a ring tells what came after a change while it still has it', () => {
  const ring = new ChangeRing(2);
  for (let index = 0; index < 5; index += 1) ring.add(ended);
  expect(ring.after(4)?.map(({ number }) => number)).toEqual([5]);
  expect(ring.after(5)).toEqual([]);
  expect(ring.after(0)).toBeUndefined();
  expect(ring.after(6)).toBeUndefined();
});

test('a browser that comes back gets what it missed, one of another generation a snapshot', async () => {
  const feed = new PageFeed({ watch: () => undefined });
  const gone = new AbortController();
  feed.report(ended);
  feed.report(ended);
  const missed = await feed.follow({ generation: feed.generation, number: 1 }, gone.signal).next();
  expect(missed.value).toMatchObject({ kind: 'change', number: 2 });
  const fresh = await feed.follow({ generation: 'earlier', number: 1 }, gone.signal).next();
  expect(fresh.value).toMatchObject({ kind: 'snapshot', number: 2, state: { ended: true } });
  gone.abort();
  feed.close();
});

test('a lab that is watched for a while is watched no longer if nobody comes', async () => {
  const ended = new Promise<void>((resolve) => {
    const watch = (_report: unknown, signal: AbortSignal) => {
      signal.addEventListener('abort', () => {
        resolve();
      });
    };
    new PageFeed({ watch, lingerMs: 1 }).watchForAWhile();
  });
  await expect(ended).resolves.toBeUndefined();
});

test('samples, events and a run are kept while nobody watches, the system is not', async () => {
  const watching = new AbortController();
  const feed = new PageFeed({
    watch: (_report, signal) => {
      signal.addEventListener('abort', () => {
        watching.abort();
      });
    },
    lingerMs: 1,
  });
  feed.report({
    kind: 'event',
    event: { at: '2026-01-01T00:00:00.000Z', name: null, text: 'x', kind: 'action', fault: null },
  });
  feed.report({ kind: 'lines', lines: [{ number: 1, name: 'a', line: 'x' }] });
  const order = { scenario: 'failover', place: 'here', isStepwise: true, command: '' } as const;
  feed.report({ kind: 'run', run: orderedRun(order) });
  const ended = once(watching.signal, 'abort');
  feed.watchForAWhile();
  await ended;
  expect(feed.state).toMatchObject({ events: [{ text: 'x' }], lines: [], run: order });
});
