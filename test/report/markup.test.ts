import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { jsonForScript, Markup, markup } from '../../src/report/markup.ts';
import { visibleText } from '../../src/report/visible-text.ts';
import { hostileTexts } from '../scenario/report/support/run-fixture.ts';
import { readXml } from '../scenario/report/support/read-xml.ts';

/** Texts of any code units, halves of surrogate pairs and controls among them. */
const anyText = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom(...hostileTexts));

describe('markup', () => {
  test('an XML parser gives back any text as it is shown', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const { text: xml } = markup`<a b="${text}">${text}</a>`;
        const element = readXml(xml);
        expect(element.text).toBe(visibleText(text));
        // A parser makes spaces of line feeds and tabs in attributes.
        expect(element.attributes).toEqual({ b: visibleText(text).replaceAll(/[\n\t]/g, ' ') });
      }),
    );
  });

  test('only markup is inserted unescaped', () => {
    const inner = markup`<b>${'<i>'}</b>`;
    expect(markup`${inner}${[inner, 'a&b', 3]}`.text).toBe('<b>&lt;i&gt;</b><b>&lt;i&gt;</b>a&amp;b3');
    expect(markup`${new Markup('<hr>')}`.text).toBe('<hr>');
  });

  test('undefined parts leave nothing', () => {
    expect(markup`[${null}${undefined}${false}${[]}]`.text).toBe('[]');
  });
});

describe('jsonForScript', () => {
  test('the value is read back, and no text in it can end the script element', () => {
    fc.assert(
      fc.property(fc.array(anyText), (texts) => {
        const { text } = jsonForScript(texts);
        expect(text).not.toContain('<');
        expect(JSON.parse(text)).toEqual(texts);
      }),
    );
  });
});

describe('visibleText', () => {
  test('invisible and reordering characters become escapes', () => {
    expect(visibleText('a\u0000b\u001b[31m\r\u007f\u0085')).toBe('a\\x00b\\x1b[31m\\x0d\\x7f\\x85');
    expect(visibleText('\u202eabc\u2066')).toBe('\\u202eabc\\u2066');
    expect(visibleText('\ud800 \udc00 \ufffe\uffff')).toBe('\\ud800 \\udc00 \\ufffe\\uffff');
  });

  test('letters of any script, emoji, tabs and line feeds are unchanged', () => {
    const text = 'żółć שלום 你好 👩‍🚀\tone\ntwo';
    expect(visibleText(text)).toBe(text);
  });
});
