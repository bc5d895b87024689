import type { ChalkInstance } from 'chalk';
import type { StepResult } from '../../scenario/evidence/evidence.ts';
import { printableLines } from '../../terminal/printable.ts';
import { renderTable } from '../../terminal/table.ts';
import { listTexts } from './list-texts.ts';
import type { Shown } from '../../scenario/steps/shown.ts';

/** The heading of a step: its number, title and reason. */
export function renderStepTitle(
  step: { title: string; why: string | undefined; index: number; count: number },
  colours: ChalkInstance,
): string {
  const why = step.why === undefined ? '' : `${indent(colours.dim(step.why.trim()))}\n`;
  return `\n${colours.bold(`${step.index + 1}/${step.count} ${step.title}`)}\n${why}`;
}

/** The result of a step. */
export function renderStepResult(result: StepResult, colours: ChalkInstance): string {
  if (result.state === 'failed')
    return `${indent(colours.red(`failed: ${printableLines(result.reason ?? '')}`))}\n`;
  return result.shown.map((shown) => `${indent(renderShown(shown, colours).trimEnd())}\n`).join('');
}

function renderShown(shown: Shown, colours: ChalkInstance): string {
  switch (shown.what) {
    case 'members':
      return renderMembers(shown, colours);
    case 'log':
    case 'logged':
    case 'received':
      return Object.entries(shown.instances)
        .map(([name, texts]) => `${name} (${texts.length}): ${listTexts(texts)}`)
        .join('\n');
    case 'answers':
      return renderAnswers(shown);
    case 'text':
      return printableLines(shown.text);
  }
}

function renderMembers(shown: Extract<Shown, { what: 'members' }>, colours: ChalkInstance): string {
  return renderTable(
    [
      { title: 'MEMBER' },
      { title: 'STATE' },
      { title: 'QUEUE ITEMS', align: 'right' },
      { title: 'BACKUPS', align: 'right' },
      { title: 'MAP ENTRIES', align: 'right' },
      { title: 'BACKUPS', align: 'right' },
      { title: '' },
    ],
    shown.members.map(({ name, state, queue, map, ownsQueue }) => [
      name,
      state === 'exited' ? colours.red(state) : state,
      ...[queue?.owned, queue?.backup, map?.owned, map?.backup].map((count) =>
        count === undefined ? '-' : String(count),
      ),
      ownsQueue ? colours.cyan('owns the queue') : '',
    ]),
  );
}

/** Summarises many answers: how often each instance answered, and with how many messages. */
function renderAnswers({ answers }: Extract<Shown, { what: 'answers' }>): string {
  const sizes = [...new Set(answers.map(({ logged }) => logged))].sort((a, b) => a - b);
  const sets = new Map(answers.map(({ messages, received }) => [messages, received]));
  const times = (instance: string) => answers.filter(({ messages }) => messages === instance).length;
  return [
    `the log held ${sizes.join(' or ')} messages in ${answers.length} answers`,
    ...[...sets].map(
      ([name, texts]) => `${name}, asked ${times(name)} times (${texts.length}): ${listTexts(texts)}`,
    ),
  ].join('\n');
}

function indent(text: string): string {
  return text
    .split('\n')
    .map((line) => `    ${line}`)
    .join('\n');
}
