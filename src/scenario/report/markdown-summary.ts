import { categories } from '../../posting/account-categories.ts';
import { repeatCommand, type ReportedRun } from './reported-run.ts';
import { verdictLine, verdictWords } from './verdict-line.ts';
import { visibleText } from '../../report/visible-text.ts';
import { duration, moment, number } from '../../report/quantities.ts';

const signs = { passed: '✅', failed: '❌', inconclusive: '⚠️' } as const;

/** A short summary of a run in Markdown, for a CI job. */
export function markdownSummary(run: ReportedRun): string {
  const { document, record } = run;
  const { headline, reasons } = verdictLine(document);
  const title = `### ${signs[document.verdict]} ${verdictWords[document.verdict].word}: ${plain(document.scenario)} – ${plain(record.scenario.title)}`;
  return [
    title,
    `**${plain(headline)}**`,
    reasons.map((reason) => `- ${plain(reason)}`).join('\n'),
    accountTable(run),
    faultsTable(run),
    `Repeat: \`${repeatCommand(document)}\``,
  ]
    .filter((part) => part !== '')
    .join('\n\n')
    .concat('\n\n');
}

function accountTable({ document: { account, longestGapMs } }: ReportedRun): string {
  const cells = [
    ['attempted', number(account.attempted)],
    ['acknowledged', number(account.acknowledged)],
    ['refused', number(account.refused)],
    ['indeterminate', number(account.indeterminate)],
    ['received', number(account.received)],
    ...categories.map(({ key, name }) => [name, number(account[key].length)] as const),
    ['longest gap', longestGapMs === null ? '–' : duration(longestGapMs)],
  ] as const;
  return rows(
    cells.map(([name]) => name),
    [cells.map(([, value]) => value)],
  );
}

function faultsTable({ document: { faults }, record }: ReportedRun): string {
  if (faults.length === 0) return '';
  const startMs = Date.parse(record.startedAt);
  return rows(
    ['fault', 'signal', 'at', 'hit', 'owner before → after', 'longest gap'],
    faults.map((fault) => [
      plain(`${fault.kind} ${fault.target}`),
      fault.signal,
      fault.pid === null ? '–' : moment(Date.parse(fault.at) - startMs),
      fault.hit ? 'yes' : plain(`no: ${fault.doubts.join('; ')}`),
      fault.ownerBefore === null ? '–' : plain(`${fault.ownerBefore} → ${fault.ownerAfter ?? 'none found'}`),
      fault.longestGapMs === null ? '–' : duration(fault.longestGapMs),
    ]),
  );
}

function rows(head: readonly string[], body: readonly (readonly string[])[]): string {
  const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [row(head), row(head.map(() => '---')), ...body.map(row)].join('\n');
}

/** Text in one line without Markdown or HTML: special characters become character references. */
function plain(text: string): string {
  return visibleText(text)
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/[\\`*_{}[\]<>#+!|~&$@:]/g, (character) => `&#${character.charCodeAt(0)};`);
}
