import { Chalk } from 'chalk';
import { expect, test } from 'vitest';
import { fitPage } from '../../src/terminal/fit-page.ts';

const colours = new Chalk({ level: 1 });
const page = `${'a'.repeat(25)}\n\n${'b'.repeat(5)}\n`;

test('lines wrap where there is room for that', () => {
  // Three rows, one, and one.
  expect(fitPage(page, { rows: 6, columns: 10 })).toEqual(['a'.repeat(25), '', 'bbbbb']);
});

test('else they are cut, so that the first line stays on the screen', () => {
  expect(fitPage(page, { rows: 5, columns: 10 })).toEqual(['a'.repeat(9), '', 'bbbbb']);
  expect(fitPage(page, { rows: 3, columns: 10 })).toEqual(['a'.repeat(9), '']);
});

test('colours take no room, and end where the text is cut', () => {
  const line = `${colours.red('12345')} ${colours.green('67890')}`;
  expect(fitPage(`${line}\n${line}`, { rows: 4, columns: 11 })).toEqual([line, line]);
  expect(fitPage(line, { rows: 2, columns: 8 })).toEqual([`${colours.red('12345')} ${colours.green('6')}`]);
});

test('a terminal that does not tell its size gets the whole page', () => {
  expect(fitPage(page, { rows: 0, columns: 0 })).toHaveLength(3);
});

test('a terminal that does not tell its size shows whole lines', () => {
  for (const size of [{ rows: 0, columns: 0 }, {}])
    expect(fitPage('one line\ntwo\n', size)).toEqual(['one line', 'two']);
});
