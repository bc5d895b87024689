import { expect, test } from 'vitest';
import { levelOf, parseLine } from '../../../src/page/view/logs/parse-line.ts';
import { selectLines, type LineFilter } from '../../../src/page/view/logs/select-lines.ts';

const everything: LineFilter = { text: '', process: '', level: '' };
const lines = [
  { number: 1, name: 'a', line: '{"level":30,"msg":"Posted"}' },
  { number: 2, name: 'b', line: '{"level":50,"msg":"no answer"}' },
  { number: 3, name: 'a', line: 'no level at all' },
  { number: 4, name: 'b', line: 'Nov 30 WARNING: slow' },
];
const numbers = (filter: Partial<LineFilter>, until?: number, most?: number) =>
  selectLines(lines, { ...everything, ...filter }, until, most).shown.map(({ number }) => number);

test('lines are selected by text in any case, by process, and by level', () => {
  expect(numbers({})).toEqual([1, 2, 3, 4]);
  expect(numbers({ text: 'posted' })).toEqual([1]);
  expect(numbers({ process: 'b' })).toEqual([2, 4]);
  expect(numbers({ level: 'warn' })).toEqual([2, 4]);
  expect(numbers({ level: 'error', process: 'a' })).toEqual([]);
});

test('only the newest are shown, up to a line', () => {
  expect(numbers({}, undefined, 2)).toEqual([3, 4]);
  expect(numbers({}, 3, 2)).toEqual([2, 3]);
  expect(selectLines(lines, everything, 3, 2).hasOlder).toBe(true);
  expect(selectLines(lines, everything, 2, 2).hasOlder).toBe(false);
});

test('a JSON line is shown as time, level and message, and the rest apart', () => {
  const { time, ...parsed } = parseLine(
    '{"level":40,"time":"2026-11-30T10:00:00.123Z","uuid":"u","msg":"late"}',
  );
  expect(time).toMatch(/^\d\d:\d\d:\d\d\.123$/);
  expect(parsed).toEqual({ level: 'warn', message: 'late', rest: { uuid: 'u' } });
});

test('a line of text is shown with what it tells', () => {
  expect(parseLine('2026-11-30 16:22:05,123 [ INFO] started')).toEqual({
    time: '16:22:05.123',
    level: 'info',
    message: '[ INFO] started',
  });
  expect(parseLine('{ not JSON')).toEqual({ message: '{ not JSON' });
  expect(parseLine('plain')).toEqual({ message: 'plain' });
});

test.each([
  ['{"level":10}', 'trace'],
  ['{"level":"error"}', 'error'],
  ['{"level":60}', 'fatal'],
  ['SEVERE: x', 'error'],
  ['plain', undefined],
])('the level of %s is %s', (line, level) => {
  expect(levelOf(line)).toBe(level);
});
