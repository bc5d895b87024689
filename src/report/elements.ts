import { markup, type Insertable, type Markup } from './markup.ts';
import { shortText } from '../foundation/text/short-text.ts';
import { number } from './quantities.ts';

/** A posted text, isolated so that its writing direction does not affect the page. */
export function messageText(text: string): Markup {
  if (text === '') return markup`<span class="quiet">(empty)</span>`;
  return markup`<bdi class="message">${shortText(text, 200)}</bdi>`;
}

/** Many texts: the first ones visible, more on demand, and the number of omitted ones. */
export function messageTexts(texts: readonly string[]): Markup {
  const atOnce = 12;
  const most = 500;
  if (texts.length === 0) return markup`<span class="quiet">none</span>`;
  const list = (some: readonly string[]) => some.map((text) => markup`${messageText(text)} `);
  const rest = texts.slice(atOnce, most);
  const left = texts.length - most;
  return markup`<span class="messages">${list(texts.slice(0, atOnce))}</span>${
    rest.length > 0 &&
    markup`<details class="more"><summary>${number(texts.length - atOnce)} more</summary><span class="messages">${list(rest)}</span>${left > 0 && markup`<span class="quiet">and ${number(left)} more, in report.json</span>`}</details>`
  }`;
}

/** A text of a scenario file; text between backticks is code. */
export function prose(text: string): Markup {
  const parts = text.split(/`([^`]+)`/);
  return markup`${parts.map((part, index) => (index % 2 === 1 ? markup`<code>${part}</code>` : part))}`;
}

export interface Column {
  name: string;
  /** Numbers are right-aligned; sentences get more width. */
  kind?: 'number' | 'sentence';
}

/** A table that scrolls if the page is too narrow. The first cell of a row is its header. */
export function table(
  caption: string,
  columns: readonly Column[],
  rows: readonly (readonly Insertable[])[],
): Markup {
  const kind = (index: number) => columns[index]?.kind ?? 'word';
  return markup`<div class="scroll" role="region" tabindex="0" aria-label="${caption}"><table><thead><tr>${columns.map(
    ({ name }, index) => markup`<th scope="col" class="${kind(index)}">${name}</th>`,
  )}</tr></thead><tbody>${rows.map(
    (row) =>
      markup`<tr>${row.map((cell, index) =>
        index === 0
          ? markup`<th scope="row" class="${kind(index)}">${cell}</th>`
          : markup`<td class="${kind(index)}">${cell}</td>`,
      )}</tr>`,
  )}</tbody></table></div>`;
}

/** Names and values. */
export function facts(pairs: readonly (readonly [name: string, value: Insertable])[]): Markup {
  return markup`<dl class="facts">${pairs.map(([name, value]) => markup`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`;
}

export function badge(kind: 'good' | 'bad' | 'doubt' | 'plain', text: string): Markup {
  return markup`<span class="badge ${kind}">${text}</span>`;
}
