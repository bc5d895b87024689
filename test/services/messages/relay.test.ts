import { expect, test } from 'vitest';
import { systemClock } from '../../../src/foundation/async/clock.ts';
import type { PendingGroup } from '../../../src/services/ledger/ledger.ts';
import { Relay } from '../../../src/services/messages/relay.ts';
import { memoryLedger } from '../support/memory-ledger.ts';

const nowMs = 100_000;

function group(id: string): PendingGroup {
  return { id, at: 1, messages: [{ uuid: id, msg: `msg ${id}` }] };
}

/** A round over entries that the ledger gives one by one, with a queue of so much room. */
async function roundWith(room: number, groups: PendingGroup[]) {
  const { ledger, pending } = memoryLedger();
  for (const one of groups) await ledger.markPending(one);
  const items: string[] = [];
  const told: number[] = [];
  const relay = new Relay({
    ledger: {
      ...ledger,
      async *pendingBefore(beforeMs) {
        for await (const overdue of ledger.pendingBefore(beforeMs)) for (const one of overdue) yield [one];
      },
    },
    queue: {
      peek: () => Promise.resolve(undefined),
      offer: (item) => Promise.resolve(items.length < room && items.push(item) > 0),
      addAll: () => Promise.resolve(false),
    },
    instance: 'one',
    leaseMs: 5_000,
    clock: { ...systemClock, nowMs: () => nowMs },
    isShown: () => false,
    show: () => undefined,
    onRelayed: (count) => told.push(count),
    onTrouble: () => undefined,
  });
  await relay.round();
  const claimed = [...pending.values()].filter(({ at }) => at === nowMs).map(({ id }) => id);
  return { items: items.length, told, claimed };
}

test.each([
  ['all where there is room', 3, { items: 3, told: [1, 1, 1], claimed: ['a', 'b', 'c'] }],
  // The one that met the full queue is claimed; the rest is left to the first relay that finds room.
  ['nothing more once the queue is full', 1, { items: 1, told: [1], claimed: ['a', 'b'] }],
])('a round claims and offers %s', async (_, room, seen) => {
  expect(await roundWith(room, ['a', 'b', 'c'].map(group))).toEqual(seen);
});
