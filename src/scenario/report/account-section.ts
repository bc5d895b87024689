import type { RunDocument } from '../verdict/run-document.ts';
import { categories, counts } from '../../posting/account-categories.ts';
import { badge, facts, messageText, table, type Column } from '../../report/elements.ts';
import { markup, type Markup } from '../../report/markup.ts';
import type { ReportedRun } from './reported-run.ts';
import { count, number } from '../../report/quantities.ts';
import type { Check } from '../steps/check.ts';

const mostListed = 10;

/** The account of all messages, by category. */
export function accountSection({ document, record }: ReportedRun): Markup {
  const { account } = document;
  const rows = [
    ...counts.map(({ key, name, meaning }) => [
      described(name, meaning),
      number(account[key]),
      expectation(document, key),
    ]),
    ...categories.map(({ key, name, meaning }) => [
      markup`${described(name, meaning)}${listed(
        account[key].map(({ msg }) => msg),
        name,
      )}`,
      account.unknown?.[key] === undefined
        ? number(account[key].length)
        : markup`<span title="${account.unknown[key]}">unknown</span>`,
      expectation(document, key),
    ]),
  ];
  const columns: Column[] = [{ name: 'category' }, { name: 'found', kind: 'number' }, { name: 'expected' }];
  const shown = Object.entries(record.observations.received);
  return markup`<section id="account" aria-labelledby="account-title"><h2 id="account-title">Account</h2>
<p class="quiet">The journal is written before each message is sent. It is compared, message by message, with what every messages-service shows and what the queue and the log map hold at the end.</p>
${table('The account of every message', columns, rows)}
${shown.length > 0 && markup`<h3>Messages that each instance shows at the end</h3>${facts(shown.map(([name, refs]) => [name, number(refs.length)]))}`}
${document.tornLines > 0 && markup`<p>${count(document.tornLines, 'torn line')} in the journal; their contents are unknown.</p>`}</section>`;
}

function described(name: string, meaning: string): Markup {
  return markup`${name} <span class="meaning">${meaning}</span>`;
}

/** What the scenario expects of a category, and whether it is met. */
function expectation({ checks, preconditions }: RunDocument, key: string): Markup {
  const asked = [
    ...checks.filter(({ what }) => what === key).map((check) => ({ ...check, tone: 'bad' as const })),
    ...preconditions
      .filter(({ what }) => what === key || what === `control: ${key}`)
      .map((check) => ({ ...check, tone: 'doubt' as const })),
  ];
  if (asked.length === 0) return markup`<span class="quiet">any</span>`;
  return markup`${asked.map(({ expected, holds, tone }) => markup`${badge(holds ? 'good' : tone, `${holds ? '✓' : '✗'} ${expected}`)} `)}`;
}

function listed(texts: readonly string[], category: string): Markup {
  if (texts.length === 0) return markup``;
  const left = texts.length - mostListed;
  return markup`<span class="messages listed">${texts.slice(0, mostListed).map((text) => markup`${messageText(text)} `)}</span>${
    left > 0 &&
    markup`<button type="button" class="link" data-fate="${category}">all ${number(texts.length)}</button>`
  }`;
}

/** The required checks, and the preconditions without which the run is inconclusive. */
export function checksSection({ document }: ReportedRun): Markup {
  const { checks, preconditions } = document;
  return markup`<section id="checks" aria-labelledby="checks-title"><h2 id="checks-title">Checks</h2>
<h3>Expectations</h3>${checksTable('Expectations', checks, 'bad')}
${preconditions.length > 0 && markup`<h3>Preconditions: without them the run is inconclusive</h3>${checksTable('Preconditions', preconditions, 'doubt')}`}</section>`;
}

function checksTable(caption: string, checks: readonly Check[], otherwise: 'bad' | 'doubt'): Markup {
  if (checks.length === 0) return markup`<p>None.</p>`;
  const rows = checks.map(({ what, expected, actual, holds }) => [
    wordsOf(what),
    expected,
    actual,
    holds ? badge('good', '✓ yes') : badge(otherwise, '✗ no'),
  ]);
  return table(
    caption,
    [{ name: 'what' }, { name: 'expected' }, { name: 'actual' }, { name: 'holds' }],
    rows,
  );
}

/** The name of a check, with the name of its category in this report. */
function wordsOf(what: string): string {
  return [...counts, ...categories].reduce(
    (words, { key, name }) =>
      words === key || words === `control: ${key}` ? words.replace(key, name) : words,
    what,
  );
}
