import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { HazelcastMap } from '../../../src/services/logging/hazelcast-map.ts';

/**
 * A map in which the text is there already when it is stored, as after a first run that nobody saw.
 * @param options changedAgoMs: when the membership last changed, before the text was stored; undefined: never
 */
function mapThatHolds(
  text: string,
  options: { answerAfterMs: number; changedAgoMs: number | undefined },
): HazelcastMap {
  const changedMs = options.changedAgoMs === undefined ? -Infinity : performance.now() - options.changedAgoMs;
  const stored = {
    putIfAbsent: async () => {
      await sleep(options.answerAfterMs);
      return text;
    },
    replaceIfSame: (_: string, found: string | null) => Promise.resolve(found === text),
    setAll: () => new Promise<void>(() => undefined),
  };
  const membership = { changedSince: (sinceMs: number) => Promise.resolve(changedMs > sinceMs) };
  return new HazelcastMap(stored, 5_000, membership);
}

test.each([-10, 500])(
  'a text that a death of a member had stored by a second run counts as our own (%i ms before)',
  async (changedAgoMs) => {
    const map = mapThatHolds('text', { answerAfterMs: 30, changedAgoMs });
    expect(await map.putIfAbsent('u', 'text')).toEqual({ kind: 'stored', isSure: false });
  },
);

test.each([undefined, 60_000])(
  'a repetition is told as such, whether it is answered at once or late',
  async (changedAgoMs) => {
    for (const answerAfterMs of [0, 30]) {
      const map = mapThatHolds('text', { answerAfterMs, changedAgoMs });
      expect(await map.putIfAbsent('u', 'text')).toEqual({ kind: 'there', msg: 'text' });
    }
  },
);

test('another text under the uuid is never our own', async () => {
  const map = mapThatHolds('first', { answerAfterMs: 30, changedAgoMs: -10 });
  expect(await map.putIfAbsent('u', 'second')).toEqual({ kind: 'there', msg: 'first' });
});

test('several texts are not waited for longer than a moment', async () => {
  const map = mapThatHolds('text', { answerAfterMs: 0, changedAgoMs: undefined });
  await expect(map.setAll([{ uuid: 'u', msg: 'text' }])).rejects.toThrow('the map to store messages');
});
