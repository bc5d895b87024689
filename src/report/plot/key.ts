import { markup, type Markup } from '../markup.ts';

/** The legend of a plot. */
export function key(...entries: readonly (readonly [mark: string, name: string])[]): Markup {
  return markup`<span class="key">${entries.map(([mark, name]) => markup`<span><span class="${mark}"></span>${name}</span> `)}</span>`;
}
