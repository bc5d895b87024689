import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { anyCharacter } from '../../support/any-character.ts';
import { formatJsonLines, parseJsonLines } from '../../../src/services/http/json-lines.ts';

/** Any characters, line ends and blanks among them. */
const textWithLines = fc.string({
  unit: fc.oneof({ weight: 3, arbitrary: anyCharacter }, fc.constantFrom('\n', '\r', ' ', '"', '1')),
});

test('property: lines come back as they were written', () => {
  fc.assert(
    fc.property(fc.array(fc.jsonValue()), (values) => {
      const written = formatJsonLines(values);
      expect(parseJsonLines(written).map((line) => 'value' in line && JSON.stringify(line.value))).toEqual(
        values.map((value) => JSON.stringify(value)),
      );
    }),
  );
});

test('property: any text is parsed without a throw, with a result for each line that is not blank', () => {
  fc.assert(
    fc.property(textWithLines, (text) => {
      const lines = text.split('\n').filter((line) => line.trim() !== '');
      expect(parseJsonLines(text)).toHaveLength(lines.length);
    }),
  );
});

test('more lines than a batch may have are refused before one is parsed, blank ones not counted', () => {
  const parse = vi.spyOn(JSON, 'parse');
  try {
    expect(() => parseJsonLines(`${'x\n'.repeat(10_000)}\nx`)).toThrow(
      /^Batch Too Long: at most 10000 messages/,
    );
    expect(parse).not.toHaveBeenCalled();
    expect(parseJsonLines('\n \n1'.repeat(10_000))).toHaveLength(10_000);
  } finally {
    parse.mockRestore();
  }
});
