import fc from 'fast-check';
import { expect, test } from 'vitest';
import { chooseInTurn } from '../../../src/services/call/choose-in-turn.ts';

const randomNumber = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

test('property: every item comes once, whatever the random numbers', () => {
  fc.assert(
    fc.property(fc.array(fc.nat()), fc.array(randomNumber, { minLength: 1 }), (items, numbers) => {
      let calls = 0;
      const chosen = [...chooseInTurn(items, () => numbers[calls++ % numbers.length] ?? 0)];
      expect(chosen.sort()).toEqual([...items].sort());
    }),
  );
});

test('every item is equally often the first', () => {
  const counts = new Map<string, number>();
  for (let n = 0; n < 300; n += 1) {
    const [first = ''] = chooseInTurn(['a', 'b', 'c'], () => n / 300);
    counts.set(first, (counts.get(first) ?? 0) + 1);
  }
  expect([...counts.values()]).toEqual([100, 100, 100]);
});

test('does not modify its input', () => {
  const items = ['a', 'b'];
  expect([...chooseInTurn(items, () => 0.9)]).toEqual(['b', 'a']);
  expect(items).toEqual(['a', 'b']);
});
