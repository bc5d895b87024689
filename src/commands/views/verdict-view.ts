import { join } from 'node:path';
import type { ChalkInstance } from 'chalk';
import type { Account } from '../../posting/account.ts';
import { categories } from '../../posting/account-categories.ts';
import type { RunDocument } from '../../scenario/verdict/run-document.ts';
import { printableLines } from '../../terminal/printable.ts';
import { listTexts } from './list-texts.ts';
import { shortPath } from './short-path.ts';
import type { Check } from '../../scenario/steps/check.ts';

/** Where the files of a run are. */
export interface Written {
  directory: string;
  /** Whether reports were written there as well. */
  reported: boolean;
}

/** The verdict in one line, the failed checks, the directory of the evidence, and the command that repeats the run. */
export function renderVerdict(
  document: RunDocument,
  { directory, reported }: Written,
  colours: ChalkInstance,
): string {
  const mark = {
    passed: colours.green('✔ passed'),
    failed: colours.red('✖ failed'),
    inconclusive: colours.yellow('? inconclusive'),
  };
  const told = [
    ...document.checks.filter(({ holds }) => !holds),
    // Explains the loss of a control: otherwise "lost" beside "passed" looks like a contradiction.
    ...document.preconditions.filter(({ what, holds }) => !holds || what.startsWith('control: ')),
  ];
  const folder = shortPath(directory);
  const { command } = document.settings;
  const places = [
    ['evidence', folder],
    ...(reported ? [['report', join(folder, 'report.html')]] : []),
    ...(command === undefined ? [] : [['again', command]]),
  ];
  return [
    `\n${mark[document.verdict]}: ${document.scenario}: ${summarize(document)}\n`,
    ...told.map((check) => `  ${printableLines(describeCheck(check, document.account))}\n`),
    ...unknownLines(document.account).map((line) => colours.dim(`  ${line}\n`)),
    ...places.map(([what = '', where = '']) => colours.dim(`  ${`${what}:`.padEnd(10)}${where}\n`)),
  ].join('');
}

/** With the texts of the messages, if the check is about a list. */
function describeCheck({ what, expected, actual }: Check, account: Account): string {
  if (what.startsWith('step: ')) return `${what} failed: ${actual}`;
  const category = categories.find(({ key }) => what.replace('control: ', '') === key);
  const messages = category === undefined ? [] : account[category.key];
  const texts = messages.length === 0 ? '' : ` (${listTexts(messages.map(({ msg }) => msg))})`;
  return `${what}: expected ${expected}, was ${actual}${texts}`;
}

/** One line for each reason, with the categories that it hides. */
function unknownLines({ unknown = {} }: Account): string[] {
  const byReason = new Map<string, string[]>();
  for (const { key, name } of categories) {
    const reason = unknown[key];
    if (reason !== undefined) byReason.set(reason, [...(byReason.get(reason) ?? []), name]);
  }
  return [...byReason].map(([reason, names]) => `unknown: ${names.join(', ')}: ${reason}`);
}

function summarize({ account, longestGapMs, durationMs }: RunDocument): string {
  const { acknowledged, attempted, lost, duplicated, undelivered, notReceived, unknown } = account;
  const parts = [
    `${acknowledged} of ${attempted} acknowledged`,
    ...(unknown?.lost === undefined ? [`${lost.length} lost`] : []),
    ...(notReceived.length > 0 ? [`${notReceived.length} not received`] : []),
    ...(unknown?.duplicated === undefined ? [`${duplicated.length} duplicated`] : []),
    ...(undelivered.length > 0 ? [`${undelivered.length} undelivered`] : []),
    ...(longestGapMs === null
      ? []
      : [`longest time without an acknowledgement ${Math.round(longestGapMs)} ms`]),
  ];
  return `${parts.join(', ')} (${(durationMs / 1000).toFixed(1)} s)`;
}
