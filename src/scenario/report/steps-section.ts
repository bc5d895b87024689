import type { StepResult } from '../evidence/evidence.ts';
import { badge, messageTexts, prose, table, type Column } from '../../report/elements.ts';
import { markup, type Markup } from '../../report/markup.ts';
import type { ReportedRun } from './reported-run.ts';
import { duration, moment, number } from '../../report/quantities.ts';
import type { Shown } from '../steps/shown.ts';

/** The steps: what was done, why, and the result. */
export function stepsSection({ record }: ReportedRun): Markup {
  const startMs = Date.parse(record.startedAt);
  return markup`<section id="steps" aria-labelledby="steps-title"><h2 id="steps-title">Steps</h2>
<ol class="steps">${record.steps.map((step) => stepItem(step, startMs))}</ol></section>`;
}

const states = {
  done: badge('good', '✓ done'),
  failed: badge('bad', '✗ failed'),
  skipped: badge('plain', 'skipped'),
} as const;

/** A repeated step may have thousands of results. */
const mostShown = 40;

function stepItem(step: StepResult, startMs: number): Markup {
  const { name, why, state, at, durationMs, reason, shown } = step;
  const left = shown.length - mostShown;
  return markup`<li class="step ${state}"><h3>${name}</h3>
<p class="step-facts">${states[state]} ${state !== 'skipped' && markup`<span>${duration(durationMs)}, from ${moment(Date.parse(at) - startMs)}</span>`}</p>
${why !== null && markup`<p class="why">${prose(why)}</p>`}
${reason !== null && markup`<p class="reason">${reason}</p>`}
${shown.slice(0, mostShown).map(shownItem)}
${left > 0 && markup`<p class="quiet">and ${number(left)} more, in report.json</p>`}</li>`;
}

function shownItem(shown: Shown): Markup {
  switch (shown.what) {
    case 'text':
      return markup`<p>${shown.text}</p>`;
    case 'members':
      return membersTable(shown);
    case 'log':
    case 'logged':
    case 'received':
      return instancesTable(shown);
    case 'answers':
      return answersTable(shown);
  }
}

function membersTable({ members, queueOwner, queueSize }: Extract<Shown, { what: 'members' }>): Markup {
  const counts = (pair: { owned: number; backup: number } | null) =>
    pair === null ? ['–', '–'] : [number(pair.owned), number(pair.backup)];
  const rows = members.map(({ name, state, queue, map }) => [
    markup`${name}${name === queueOwner && markup` ${badge('good', 'owner')}`}`,
    state,
    ...counts(queue),
    ...counts(map),
  ]);
  const columns: Column[] = [
    { name: 'member' },
    { name: 'state' },
    { name: 'queue owned', kind: 'number' },
    { name: 'queue backup', kind: 'number' },
    { name: 'map owned', kind: 'number' },
    { name: 'map backup', kind: 'number' },
  ];
  const size = queueSize === null ? 'The queue did not answer.' : `The queue holds ${number(queueSize)}.`;
  return markup`${table('Queue and map per member', columns, rows)}<p class="quiet">${size} ${queueOwner === null ? 'No owner was found.' : `Its owner is ${queueOwner}.`}</p>`;
}

function instancesTable({
  what,
  instances,
}: Extract<Shown, { what: 'log' | 'logged' | 'received' }>): Markup {
  const rows = Object.entries(instances).map(([name, texts]) => [
    name,
    number(texts.length),
    messageTexts(texts),
  ]);
  return table(
    what === 'log' ? 'The whole log, as each instance finds it' : `What each instance ${what}`,
    [
      { name: 'instance' },
      { name: what === 'log' ? 'in the log' : what, kind: 'number' },
      { name: 'messages' },
    ],
    rows,
  );
}

function answersTable({ answers }: Extract<Shown, { what: 'answers' }>): Markup {
  const most = 20;
  const left = answers.length - most;
  const rows = answers
    .slice(0, most)
    .map(({ logging, logged, messages, received }, index) => [
      index + 1,
      logging,
      number(logged),
      messages,
      number(received.length),
      messageTexts(received),
    ]);
  const columns: Column[] = [
    { name: 'answer', kind: 'number' },
    { name: 'logging-service asked' },
    { name: 'logged', kind: 'number' },
    { name: 'messages-service asked' },
    { name: 'received', kind: 'number' },
    { name: 'messages' },
  ];
  return markup`${table('Answers of the facade', columns, rows)}${left > 0 && markup`<p class="quiet">and ${number(left)} more answers, in report.json</p>`}`;
}
