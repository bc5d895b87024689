import type { ChalkInstance } from 'chalk';
import type { DryRun } from '../../judge/run/dry-run.ts';
import type { JudgedRow, SystemJudgement } from '../../judge/judgement.ts';
import { categoriesOf, findingNames } from '../../judge/message-findings.ts';
import { partTitles } from '../../judge/requirement.ts';
import { printableLines } from '../../terminal/printable.ts';
import { renderTable } from '../../terminal/table.ts';

const mostTexts = 10;
const mostLines = 6;

/** One requirement as soon as it is judged; of a failure also the messages and lines of the logs. */
export function renderRow(row: JudgedRow, colours: ChalkInstance): string {
  const { title, verdict, reason, durationMs, messages = {}, evidence } = row;
  const mark = {
    passed: colours.green('✔ passed        '),
    failed: colours.red('✖ failed        '),
    'not applicable': colours.dim('– not applicable'),
    unknown: colours.yellow('? unknown       '),
  }[verdict];
  const lines = [`${mark}  ${title}${colours.dim(` (${(durationMs / 1000).toFixed(1)} s)`)}`];
  if (reason !== null) lines.push(`                    ${printableLines(reason)}`);
  if (verdict === 'failed') {
    for (const [category, texts] of categoriesOf(messages)) {
      const more = texts.length - mostTexts;
      lines.push(
        `                    ${findingNames[category]}: ${texts.slice(0, mostTexts).map(printableLines).join(', ')}${more > 0 ? `, and ${more} more` : ''}`,
      );
    }
    for (const { name, line } of evidence.lines.slice(0, mostLines))
      lines.push(colours.dim(`                    ${name}: ${printableLines(line)}`));
  }
  return `${lines.join('\n')}\n`;
}

/** The title above the rows of a part. */
export function renderPart(part: JudgedRow['part'], colours: ChalkInstance): string {
  const note = part === 'beyond' ? ' (need not pass)' : '';
  return `\n${colours.bold(partTitles[part])}${note}\n`;
}

/** The end of one judgement. */
export function renderJudgement(
  { problem, verdict, rows, durationMs, survivors, strays }: SystemJudgement,
  colours: ChalkInstance,
): string {
  const lines: string[] = [];
  if (problem !== null) {
    lines.push(colours.yellow(`not judged: ${printableLines(problem.message)}`));
    if (problem.hint !== null) lines.push(`  ${printableLines(problem.hint)}`);
  }
  if (strays.length > 0)
    lines.push(colours.dim(`outlived its service, and was killed: ${strays.map(printableLines).join(', ')}`));
  if (survivors.length > 0)
    lines.push(colours.yellow(`still running: ${survivors.map(printableLines).join(', ')}`));
  const required = rows.filter((row) => row.isRequired && row.verdict !== 'not applicable');
  const passed = required.filter((row) => row.verdict === 'passed').length;
  const words = {
    passed: colours.green('passed'),
    failed: colours.red('failed'),
    unjudged: colours.yellow('not judged'),
  };
  lines.push(
    `${words[verdict]}: ${passed} of ${required.length} required passed, ${(durationMs / 1000).toFixed(0)} s`,
  );
  return `\n${lines.join('\n')}\n`;
}

/** Several submissions, one per line. */
export function renderSubmissions(all: readonly SystemJudgement[], colours: ChalkInstance): string {
  const rows = all.map((one) => {
    const wrong = one.rows.filter((row) => row.isRequired && ['failed', 'unknown'].includes(row.verdict));
    const why =
      one.problem === null ? wrong.map(({ id }) => id).join(', ') : printableLines(one.problem.message);
    const mark = {
      passed: colours.green('✔ passed'),
      failed: colours.red('✖ failed'),
      unjudged: colours.yellow('? not judged'),
    };
    return [one.file, mark[one.verdict], `${(one.durationMs / 1000).toFixed(0)} s`, why];
  });
  const columns = [
    { title: 'SUBMISSION' },
    { title: 'VERDICT' },
    { title: 'TIME', align: 'right' as const },
    { title: 'WHY' },
  ];
  return `\n${renderTable(columns, rows)}`;
}

/** What would be judged. */
export function renderDryRun(
  { file, requirements, probes, problem }: DryRun,
  colours: ChalkInstance,
): string {
  const asked = requirements.map(
    ({ title, part, notApplicable }) =>
      `  ${part}: ${title}${notApplicable === null ? '' : colours.dim(` (not applicable: ${notApplicable})`)}`,
  );
  const lines = [colours.bold(file), ...asked, ...probes.map((probe) => `  ${printableLines(probe)}`)];
  if (problem !== null)
    lines.push(colours.yellow(printableLines(problem.message)), `  ${problem.hint ?? ''}`);
  return `${lines.join('\n')}\n`;
}
