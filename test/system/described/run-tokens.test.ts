import fc from 'fast-check';
import { expect, test } from 'vitest';
import { RunTokens } from '../../../src/system/described/run-tokens.ts';

const twelve = (tokens: RunTokens, prefix = 'msg') =>
  Array.from({ length: 12 }, () => tokens.nextText(prefix));

test.each<[string, (texts: string[]) => string]>([
  ['a JSON array', (texts) => JSON.stringify(texts)],
  ['JSON in JSON', (texts) => JSON.stringify([`logging-service: ${JSON.stringify(texts)}\n`, ''])],
  ["Python's repr", (texts) => `[${texts.map((text) => `'${text}'`).join(', ')}]`],
  ['bytes in repr', (texts) => `[${texts.map((text) => `b'"${text}"'`).join(', ')}]`],
  ['commas', (texts) => texts.join(',')],
  ['lines', (texts) => texts.join('\n')],
  ['no separator', (texts) => texts.join('')],
  ['HTML', (texts) => `<ul>${texts.map((text) => `<li>&#39;${text}&#39;</li>`).join('')}</ul>`],
])('texts are found in %s, each as often as it is there', (_, answer) => {
  const tokens = new RunTokens();
  const texts = twelve(tokens);
  const body = answer([...texts, ...texts.slice(0, 1)]);
  expect(tokens.findAll(body).map((token) => tokens.textOf(token))).toEqual([...texts, texts[0]]);
});

test('no text is found in another one, whatever precedes the tokens', () => {
  const prefix = fc.oneof(fc.string({ maxLength: 20 }), fc.constantFrom('1', '00', 'a-', '0000001-'));
  fc.assert(
    fc.property(fc.array(prefix, { minLength: 1, maxLength: 30 }), (prefixes) => {
      const tokens = new RunTokens();
      const texts = prefixes.map((one) => tokens.nextText(one));
      const found = tokens.findAll(texts.join('')).map((token) => tokens.textOf(token));
      expect(found).toEqual(texts);
      for (const text of texts) expect(tokens.textOf(tokens.tokenOf(text) ?? '')).toBe(text);
    }),
  );
});

test('texts of another run, and of other clients, are not found', () => {
  const [one, other] = [new RunTokens('aaaaaa'), new RunTokens('bbbbbb')];
  expect(one.findAll(`${other.nextText('msg')} msg1 0000001-aaaaa 000001-aaaaaa`)).toEqual([]);
});

test('a token that was never used is found, and stands for itself', () => {
  const tokens = new RunTokens('aaaaaa');
  expect(tokens.findAll('x0000009-aaaaaa').map((token) => tokens.textOf(token))).toEqual(['0000009-aaaaaa']);
});
