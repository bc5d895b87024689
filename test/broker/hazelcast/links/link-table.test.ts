import { expect, test } from 'vitest';
import { LinkTable } from '../../../../src/broker/hazelcast/links/link-table.ts';

const names = ['a', 'b', 'c'];

function cutLinks(table: LinkTable): string[] {
  return table
    .status()
    .filter(({ cut }) => cut !== undefined)
    .map(({ from, to }) => `${from}>${to}`);
}

test('a cut is of one direction', () => {
  const table = new LinkTable(names);
  expect(table.status()).toHaveLength(6);
  table.cut('a', 'b', 'reset', 1);
  expect(cutLinks(table)).toEqual(['a>b']);
  table.heal('b', 'a');
  expect(cutLinks(table)).toEqual(['a>b']);
  table.heal('a', 'b');
  expect(cutLinks(table)).toEqual([]);
});

test('a new connection needs both directions, and is reset if one of them says so', () => {
  const table = new LinkTable(names);
  expect(table.newConnections('a', 'b')).toBeUndefined();
  table.cut('a', 'b', 'hold', 1);
  expect([table.newConnections('a', 'b'), table.newConnections('b', 'a')]).toEqual(['hold', 'hold']);
  table.cut('b', 'a', 'reset', 1);
  expect([table.newConnections('a', 'b'), table.newConnections('b', 'a')]).toEqual(['reset', 'reset']);
  expect(table.newConnections('a', 'c')).toBeUndefined();
});

test('cut again, it is cut since the first time', () => {
  const table = new LinkTable(names);
  table.cut('a', 'b', 'hold', 1);
  table.cut('a', 'b', 'reset', 2);
  expect(table.link('a', 'b').cut).toEqual({ newConnections: 'reset', sinceMs: 1 });
});

test('healing ends slowness, too, and every change is told', () => {
  const table = new LinkTable(names);
  let changes = 0;
  const end = table.onChange(() => {
    changes += 1;
  });
  table.slow('a', 'b', { latencyMs: 5 });
  expect(table.link('a', 'b').status().slow).toEqual({ latencyMs: 5 });
  table.heal('a', 'b');
  expect(table.link('a', 'b').schedule).toBeUndefined();
  end();
  table.heal('a', 'b');
  expect(changes).toBe(2);
});

test('refuses a pair that it does not know', () => {
  const table = new LinkTable(names);
  expect(() => {
    table.cut('a', 'x', 'hold', 1);
  }).toThrow(RangeError);
  expect(() => table.link('a', 'a')).toThrow(RangeError);
});
