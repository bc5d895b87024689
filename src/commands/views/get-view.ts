import type { ChalkInstance } from 'chalk';
import { printableLines, printableShort } from '../../terminal/printable.ts';
import { renderTable } from '../../terminal/table.ts';
import type { MergedAnswer } from '../../system/contract/merged-answer.ts';

/** One answer with its texts; several answers as a table, followed by the texts of each instance that answered. */
export function renderAnswers(answers: readonly MergedAnswer[], colours: ChalkInstance): string {
  const [first] = answers;
  if (answers.some(({ whole }) => whole !== undefined))
    return answers.map(({ whole = '' }) => `${printableLines(whole)}\n`).join('');
  if (first !== undefined && answers.length === 1) {
    return `${renderTexts(first.logging, colours)}${renderTexts(first.messages, colours)}`;
  }
  const table = renderTable(
    [
      { title: 'GET', align: 'right' },
      { title: 'LOGGED, SAYS' },
      { title: '', align: 'right' },
      { title: 'RECEIVED BY' },
      { title: '', align: 'right' },
    ],
    answers.map(({ logging, messages }, index) => [
      String(index + 1),
      logging.instance,
      String(logging.messages.length),
      messages.instance,
      String(messages.messages.length),
    ]),
  );
  const met = new Map(answers.map(({ messages }) => [messages.instance, messages]));
  const received = [...met.values()].sort((a, b) => a.instance.localeCompare(b.instance));
  const last = answers.at(-1);
  return [
    table,
    '\n',
    ...[...(last === undefined ? [] : [last.logging]), ...received].map((part) => renderTexts(part, colours)),
  ].join('');
}

function renderTexts({ instance, messages }: MergedAnswer['logging'], colours: ChalkInstance): string {
  const texts = messages.map(printableShort).join(' ');
  return `${colours.cyan(instance)} ${colours.dim(`(${messages.length})`)}: ${texts}\n`;
}
