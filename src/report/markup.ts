import { visibleText } from './visible-text.ts';

/** HTML, SVG or XML that is already escaped. */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

export type Insertable = Markup | string | number | null | undefined | false | readonly Insertable[];

/**
 * A template whose values are escaped, in text and in quoted attributes. Only Markup is inserted unchanged, so that no
 * message can inject tags.
 */
export function markup(strings: TemplateStringsArray, ...values: readonly Insertable[]): Markup {
  const parts = strings.map((string, index) => string + textOf(values[index]));
  return new Markup(parts.join(''));
}

/** A value for a script element of type application/json: no text in it can end the element or open a comment. */
export function jsonForScript(value: unknown): Markup {
  return new Markup(JSON.stringify(value).replaceAll('<', '\\u003c'));
}

function textOf(value: Insertable): string {
  if (value instanceof Markup) return value.text;
  if (typeof value === 'string') return escapeText(value);
  if (typeof value === 'number') return String(value);
  if (value === null || value === undefined || value === false) return '';
  return value.map(textOf).join('');
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escapeText(text: string): string {
  return visibleText(text).replaceAll(/[&<>"']/g, (character) => entities[character] ?? '');
}
