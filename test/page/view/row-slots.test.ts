import { expect, test } from 'vitest';
import { RowSlots } from '../../../src/page/view/logs/row-slots.ts';

test('a line keeps its slot, and a new line takes one that became free', () => {
  const slots = new RowSlots();
  expect(slots.assign([1, 2, 3])).toEqual([0, 1, 2]);
  expect(slots.assign([2, 3, 4])).toEqual([1, 2, 0]);
  expect(slots.assign([2, 3, 4, 5])).toEqual([1, 2, 0, 3]);
});

test('if all lines are new, the rows stay where they are', () => {
  const slots = new RowSlots();
  slots.assign([1, 2, 3]);
  expect(slots.assign([7, 8, 9])).toEqual([0, 1, 2]);
});

test('no two lines have one slot, whatever comes and goes', () => {
  const slots = new RowSlots();
  const all = Array.from({ length: 50 }, (_, number) => number);
  for (let step = 1; step < 40; step += 1) {
    const shown = all.filter((number) => (number * step) % 7 < 3);
    const given = slots.assign(shown);
    expect(new Set(given).size).toBe(shown.length);
  }
});
