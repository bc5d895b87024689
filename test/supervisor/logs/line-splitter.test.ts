import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LineSplitter } from '../../../src/supervisor/logs/line-splitter.ts';

/** Cuts bytes at the given places. */
function cut(bytes: Buffer, places: number[]): Buffer[] {
  const edges = [0, ...places.map((place) => place % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
  return edges.slice(1).map((to, index) => bytes.subarray(edges[index], to));
}

test('however a text is cut into chunks, its lines come out whole', () => {
  const texts = fc.array(fc.string({ unit: 'grapheme' }).map((text) => text.replaceAll(/[\r\n]/g, '')));
  fc.assert(
    fc.property(texts, fc.array(fc.nat()), (lines, places) => {
      const splitter = new LineSplitter();
      const bytes = Buffer.from(lines.map((line) => `${line}\n`).join(''));
      const found = cut(bytes, places).flatMap((chunk) => splitter.push(chunk, true));
      expect(found).toEqual(lines);
      expect(splitter.flush()).toEqual([]);
    }),
  );
});

test('a listener that begins in the middle of a line gets the whole line', () => {
  const splitter = new LineSplitter();
  expect(splitter.push(Buffer.from('one\ntw'), false)).toEqual([]);
  expect(splitter.push(Buffer.from('o\nthree'), true)).toEqual(['two']);
  expect(splitter.flush()).toEqual(['three']);
});

test('a Windows line end belongs to no line', () => {
  const splitter = new LineSplitter();
  expect(splitter.push(Buffer.from('one\r\ntwo\r'), true)).toEqual(['one']);
  expect(splitter.push(Buffer.from('\n'), true)).toEqual(['two']);
});

test('a line without end is cut, not kept for ever', () => {
  const splitter = new LineSplitter();
  for (let chunk = 0; chunk < 10; chunk += 1) splitter.push(Buffer.alloc(100_000, 'x'), false);
  const [line = ''] = splitter.push(Buffer.from('\n'), true);
  expect(line.length).toBe(256 * 1024);
});
