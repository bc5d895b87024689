import { expect, test } from 'vitest';
import { KeyIndex } from '../../../src/services/received/key-index.ts';

test('keys of one hash are told apart', () => {
  // Two words of one FNV-1a hash of 32 bits.
  const [key, other] = ['costarring', 'liquid'];
  const keys = new Map([[1, key]]);
  const asked: number[] = [];
  const index = new KeyIndex(() => 1);
  const has = (wanted: string) =>
    index.has(wanted, (seq) => {
      asked.push(seq);
      return keys.get(seq) === wanted;
    });
  index.add(key, 1);
  expect([has(key), has(other)]).toEqual([true, false]);
  expect(asked).toEqual([1, 1]);

  keys.set(2, other);
  index.add(other, 2);
  expect([has(key), has(other)]).toEqual([true, true]);
});
