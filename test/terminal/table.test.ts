import { Chalk } from 'chalk';
import { expect, test } from 'vitest';
import { renderTable } from '../../src/terminal/table.ts';

test('columns line up, numbers to the right, without spaces at the ends', () => {
  const table = renderTable(
    [{ title: 'NAME' }, { title: 'PORT', align: 'right' }, { title: 'NOTE' }],
    [
      ['a', '80', ''],
      ['longer', '8080', 'x'],
    ],
  );
  expect(table).toBe(['NAME    PORT  NOTE', 'a         80', 'longer  8080  x', ''].join('\n'));
});

test('colours take no room', () => {
  const { green } = new Chalk({ level: 1 });
  const [, first, second] = renderTable(
    [{ title: 'S' }, { title: 'T' }],
    [
      [green('ok'), 'x'],
      ['bad', 'y'],
    ],
  ).split('\n');
  expect(first?.replaceAll(green('ok'), 'ok')).toBe('ok   x');
  expect(second).toBe('bad  y');
});

test('a table without rows is its head', () => {
  expect(renderTable([{ title: 'A' }, { title: 'B' }], [])).toBe('A  B\n');
});
