import { expect, test } from 'vitest';
import { LruMap } from '../../../src/services/facade/lru-map.ts';

test('forgets the least recently used entry', () => {
  const map = new LruMap<number>({ maxEntries: 2, maxWeight: Infinity });
  map.set('a', 1, 1);
  map.set('b', 2, 1);
  map.get('a');
  map.set('c', 3, 1);
  expect([map.get('a'), map.get('b'), map.get('c')]).toEqual([1, undefined, 3]);
});

test('is limited by weight, even for a single entry', () => {
  const map = new LruMap<number>({ maxEntries: 100, maxWeight: 10 });
  map.set('a', 1, 6);
  map.set('a', 1, 5);
  map.set('b', 2, 5);
  expect([map.get('a'), map.get('b')]).toEqual([1, 2]);
  map.set('c', 3, 11);
  expect([map.get('a'), map.get('b'), map.get('c')]).toEqual([undefined, undefined, undefined]);
});
