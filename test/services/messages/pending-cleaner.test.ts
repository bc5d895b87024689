import { expect, test } from 'vitest';
import { systemClock } from '../../../src/foundation/async/clock.ts';
import { PendingCleaner, type Shown } from '../../../src/services/messages/pending-cleaner.ts';

async function clearPending(shown: Shown[]) {
  const removed: string[] = [];
  const struck: Record<string, readonly string[]> = {};
  const cleaner = new PendingCleaner({
    clock: systemClock,
    ledger: {
      clearPending: (ids) => Promise.resolve(void removed.push(...ids)),
      strike: (id, uuids) => Promise.resolve(void (struck[id] = uuids)),
    },
    onTrouble: (error) => {
      throw error;
    },
  });
  cleaner.add(shown);
  await cleaner.finish();
  return { removed, struck };
}

test('an entry all of whose messages are shown goes as a whole, of another those that are', async () => {
  const whole = { id: 'whole', size: 2 };
  const part = { id: 'part', size: 2 };
  const shown = [
    { uuid: 'a', group: whole },
    { uuid: 'b', group: whole },
    { uuid: 'c', group: part },
  ];
  expect(await clearPending(shown)).toEqual({ removed: ['whole'], struck: { part: ['c'] } });
});

test.each([
  [2, 3],
  [3, 2],
])(
  'where a message was offered again with what was left of its group, the larger size counts (%i, %i)',
  async (one, other) => {
    const shown = [
      { uuid: 'a', group: { id: 'group', size: one } },
      { uuid: 'b', group: { id: 'group', size: other } },
    ];
    expect(await clearPending(shown)).toEqual({ removed: [], struck: { group: ['a', 'b'] } });
  },
);
