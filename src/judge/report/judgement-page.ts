import { badge, messageTexts, table } from '../../report/elements.ts';
import { markup, type Markup } from '../../report/markup.ts';
import { page } from '../../report/page.ts';
import { duration } from '../../report/quantities.ts';
import type { JudgedRow, SystemJudgement } from '../judgement.ts';
import { categoriesOf, findingNames } from '../message-findings.ts';
import type { MemberTable } from '../notes.ts';
import { parts, partTitles, type RowVerdict } from '../requirement.ts';

export const verdictBadges = {
  passed: ['good', '✔ passed'],
  failed: ['bad', '✖ failed'],
  'not applicable': ['plain', '– not applicable'],
  unknown: ['doubt', '? unknown'],
} as const satisfies Readonly<Record<RowVerdict, readonly [string, string]>>;

const headlines = {
  passed: ['passed', '✔', 'Passed'],
  failed: ['failed', '✖', 'Failed'],
  unjudged: ['inconclusive', '?', 'Not judged'],
} as const;

/** The judgement of one system: one HTML file without other files. */
export function judgementPage(judgement: SystemJudgement): string {
  const { file, name, verdict, problem, rows, startedAt, durationMs, survivors, strays } = judgement;
  const [style, sign, word] = headlines[verdict];
  return page({
    title: `${word}: ${name ?? file} – distq`,
    body: markup`<header class="verdict ${style}"><div class="inside">
<p class="verdict-line"><strong><span aria-hidden="true">${sign}</span> ${word}</strong> ${sentence(judgement)}</p>
<p class="run">${file}, ${startedAt}, ${duration(durationMs)}</p></div></header><main>
<h1>${name ?? file}</h1>
${problem !== null && markup`<p class="lead">${problem.message}</p><p>${problem.hint}</p>`}
${table('Requirements', [{ name: 'requirement' }, { name: 'verdict' }, { name: 'why', kind: 'sentence' }, { name: 'took', kind: 'number' }], rows.map(summaryRow))}
${list('Outlived their services, and were killed at the end', strays)}${list('Still running', survivors)}
${parts.map((part) =>
  partSection(
    part,
    rows.filter((row) => row.part === part),
  ),
)}
</main>`,
  });
}

/** How many of the required ones passed. */
export function sentence({ rows, problem }: SystemJudgement): string {
  if (problem !== null) return problem.message.split('\n')[0] ?? '';
  const required = rows.filter(({ isRequired, verdict }) => isRequired && verdict !== 'not applicable');
  const passed = required.filter(({ verdict }) => verdict === 'passed').length;
  const more = rows.filter(({ isRequired, verdict }) => !isRequired && verdict === 'failed').length;
  const beyond = more === 0 ? '' : `; ${more} beyond the lab failed`;
  return `${passed} of ${required.length} required passed${beyond}.`;
}

function summaryRow(row: JudgedRow) {
  const [kind, text] = verdictBadges[row.verdict];
  return [
    markup`<a href="#${row.id}">${row.title}</a>`,
    badge(kind, text),
    row.reason ?? '',
    duration(row.durationMs),
  ];
}

function partSection(part: keyof typeof partTitles, rows: readonly JudgedRow[]): Markup | null {
  if (rows.length === 0) return null;
  const note = part === 'beyond' && markup`<p>These need not pass: the lab does not ask for them.</p>`;
  return markup`<section id="${part}"><h2>${partTitles[part]}</h2>${note}${rows.map(rowSection)}</section>`;
}

function rowSection({ id, title, verdict, reason, messages = {}, evidence }: JudgedRow): Markup {
  const [kind, text] = verdictBadges[verdict];
  const { did, saw, members, instances, lines } = evidence;
  const wrong = categoriesOf(messages);
  return markup`<section id="${id}"><h3>${badge(kind, text)} ${title}</h3>
${reason !== null && markup`<p>${reason}</p>`}
${list('Done', did)}${list('Seen', saw)}
${members.map(membersTable)}
${wrong.map(([category, texts]) => markup`<p>${findingNames[category]}: ${messageTexts(texts)}</p>`)}
${
  Object.keys(instances).length > 0 &&
  markup`<details><summary>Who showed what</summary>${table(
    'Messages by instance',
    [{ name: 'instance' }, { name: 'messages', kind: 'sentence' }],
    Object.entries(instances).map(([name, texts]) => [name, messageTexts(texts)]),
  )}</details>`
}
${lines.length > 0 && markup`<p>Lines of the logs:</p><pre>${lines.map(({ name, line }) => `${name}  ${line}\n`)}</pre>`}
</section>`;
}

function list(name: string, sentences: readonly string[]): Markup | null {
  if (sentences.length === 0) return null;
  return markup`<p>${name}:</p><ul>${sentences.map((one) => markup`<li>${one}</li>`)}</ul>`;
}

function membersTable({ when, queueOwner, rows }: MemberTable): Markup {
  return markup`<p>Members ${when}; owner of the queue: ${queueOwner ?? 'none known'}</p>${table(
    `Members ${when}`,
    [
      { name: 'member' },
      { name: 'state' },
      { name: 'queue owned', kind: 'number' },
      { name: 'backup', kind: 'number' },
    ],
    rows.map((row) => [row.member, row.state, cell(row.queueOwned), cell(row.queueBackups)]),
  )}`;
}

function cell(value: number | null): string {
  return value === null ? '–' : String(value);
}
