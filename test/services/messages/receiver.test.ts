import { expect, test } from 'vitest';
import { systemClock } from '../../../src/foundation/async/clock.ts';
import { Receiver } from '../../../src/services/messages/receiver.ts';
import { waitFor } from '../../../src/foundation/async/wait-for.ts';

/** A source whose polls are answered by hand. */
function scriptedSource() {
  const waiting: { resolve: (item: string | undefined) => void; reject: (error: Error) => void }[] = [];
  const there: string[] = [];
  return {
    there,
    waiting,
    poll: () => new Promise<string | undefined>((resolve, reject) => waiting.push({ resolve, reject })),
    drain: (maxItems: number) => Promise.resolve(there.splice(0, maxItems)),
    nextPoll: () =>
      waitFor({ what: 'a poll', timeoutMs: 5_000, intervalMs: 5, probe: () => waiting.shift() }),
  };
}

function receiver() {
  const source = scriptedSource();
  const items: string[] = [];
  const troubles: string[] = [];
  const made = new Receiver({
    source,
    clock: systemClock,
    onItems: (taken) => {
      items.push(...taken);
    },
    onTrouble: (reason) => troubles.push(reason),
    onRecovery: () => troubles.push('recovered'),
  });
  return { made, source, items, troubles };
}

test('an item brings along what else is there', async () => {
  const { made, source, items } = receiver();
  made.start();
  source.there.push(...Array.from({ length: 600 }, (_, index) => `i${index}`));
  (await source.nextPoll()).resolve('first');
  const second = await source.nextPoll();
  expect(items).toHaveLength(601);
  second.resolve('next');
  const third = await source.nextPoll();
  expect(items).toHaveLength(602);
  const stopped = made.stop();
  third.resolve(undefined);
  await stopped;
});

test('goes on after failures, told once for a stretch of them', async () => {
  const { made, source, items, troubles } = receiver();
  made.start();
  (await source.nextPoll()).reject(new Error('gone'));
  (await source.nextPoll()).reject(new Error('still gone'));
  (await source.nextPoll()).resolve('a');
  const last = await source.nextPoll();
  expect(items).toEqual(['a']);
  expect(troubles).toEqual(['gone', 'recovered']);
  const stopped = made.stop();
  last.resolve(undefined);
  await stopped;
});

test('stopping waits for the poll under way, keeps its item, and takes no more', async () => {
  const { made, source, items } = receiver();
  made.start();
  const poll = await source.nextPoll();
  source.there.push('stays');
  const stopped = made.stop();
  poll.resolve('last');
  await stopped;
  expect(items).toEqual(['last']);
  expect(source.there).toEqual(['stays']);
  expect(source.waiting).toEqual([]);
});
