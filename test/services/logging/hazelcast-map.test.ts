import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { HazelcastMap } from '../../../src/services/logging/hazelcast-map.ts';

/** A map in which the text is there already when it is stored, as after a first run that nobody saw. */
function mapThatHolds(
  text: string,
  options: { answerAfterMs: number; changesMeanwhile: number },
): HazelcastMap {
  let changes = 0;
  const stored = {
    putIfAbsent: async () => {
      await sleep(options.answerAfterMs);
      changes += options.changesMeanwhile;
      return text;
    },
    values: () => Promise.reject(new Error('not asked')),
  };
  const membership = {
    get changes() {
      return changes;
    },
    changedSince: (before: number) => Promise.resolve(changes > before),
  };
  return new HazelcastMap(stored, 5_000, membership);
}

test('a text that a death of a member had stored by a second run counts as our own', async () => {
  const map = mapThatHolds('text', { answerAfterMs: 30, changesMeanwhile: 1 });
  expect(await map.putIfAbsent('u', 'text')).toEqual({ kind: 'stored', isSure: false });
});

test('a repetition is told as such, whether it is answered at once or late', async () => {
  for (const answerAfterMs of [0, 30]) {
    const map = mapThatHolds('text', { answerAfterMs, changesMeanwhile: 0 });
    expect(await map.putIfAbsent('u', 'text')).toEqual({ kind: 'there', msg: 'text' });
  }
});

test('another text under the uuid is never our own', async () => {
  const map = mapThatHolds('first', { answerAfterMs: 30, changesMeanwhile: 1 });
  expect(await map.putIfAbsent('u', 'second')).toEqual({ kind: 'there', msg: 'first' });
});
