import { tally, verdictOfAll } from '../verdict/batch-result.ts';
import { isBroken, type BrokenRun } from '../verdict/broken-run.ts';
import type { RunDocument } from '../verdict/run-document.ts';
import { badge, table, type Column } from '../../report/elements.ts';
import { markup, type Insertable, type Markup } from '../../report/markup.ts';
import { page } from '../../report/page.ts';
import { verdictLine, verdictWords } from './verdict-line.ts';
import { count, duration, number } from '../../report/quantities.ts';

export interface SummedRun {
  document: RunDocument | BrokenRun;
  /** Path of the run's folder relative to the page, with slashes. */
  folder: string;
}

/** Several runs in one table, each linked to its own report. */
export function indexPage(runs: readonly SummedRun[]): string {
  const verdict = verdictOfAll(documentsOf(runs));
  const { word, sign } = verdictWords[verdict];
  return page({
    title: `${word}: ${count(runs.length, 'run')} – distq`,
    body: markup`<header class="verdict ${verdict}"><div class="inside"><p class="verdict-line"><strong><span aria-hidden="true">${sign}</span> ${word}</strong> ${totals(runs)}</p></div></header><main>
<h1>Scenario runs</h1>
${scenariosTable(runs)}
<h2>Every run</h2>
${runsTable(runs)}
</main>`,
  });
}

function totals(runs: readonly SummedRun[]): string {
  const { passed, failed, inconclusive } = tally(documentsOf(runs));
  return `${count(runs.length, 'run')}: ${number(passed)} passed, ${number(failed)} failed, ${number(inconclusive)} inconclusive.`;
}

function documentsOf(runs: readonly SummedRun[]): SummedRun['document'][] {
  return runs.map(({ document }) => document);
}

/** A pass rate exists only if a scenario ran more than once. */
function scenariosTable(runs: readonly SummedRun[]): Markup | null {
  const names = [...new Set(runs.map(({ document }) => document.scenario))];
  if (names.length === runs.length) return null;
  const rows = names.map((name) => {
    const own = runs.filter(({ document }) => document.scenario === name);
    const { passed, failed, inconclusive } = tally(documentsOf(own));
    const notPassed = ((own.length - passed) / own.length) * 100;
    return [
      name,
      number(own.length),
      number(passed),
      number(failed),
      number(inconclusive),
      `${notPassed.toFixed(1)} %`,
    ];
  });
  const columns = [
    { name: 'scenario' },
    ...['runs', 'passed', 'failed', 'inconclusive', 'not passed'].map((name) => ({
      name,
      kind: 'number' as const,
    })),
  ];
  return markup`<h2>By scenario</h2>${table('Runs by scenario', columns, rows)}`;
}

const badges = { passed: 'good', failed: 'bad', inconclusive: 'doubt' } as const;

function runsTable(runs: readonly SummedRun[]): Markup {
  const columns: Column[] = [
    { name: 'scenario' },
    { name: 'verdict' },
    { name: 'why', kind: 'sentence' },
    { name: 'faults confirmed', kind: 'number' },
    { name: 'lost', kind: 'number' },
    { name: 'duplicated', kind: 'number' },
    { name: 'longest gap', kind: 'number' },
    { name: 'took', kind: 'number' },
    { name: 'seed', kind: 'number' },
  ];
  return table('Every run', columns, runs.map(runRow));
}

function runRow({ document, folder }: SummedRun): Insertable[] {
  const mark = badge(badges[document.verdict], `${verdictWords[document.verdict].sign} ${document.verdict}`);
  const took = duration(document.durationMs);
  if (isBroken(document)) {
    const why = `No verdict: ${document.error}`;
    return [document.scenario, mark, why, '–', '–', '–', '–', took, String(document.seed)];
  }
  const { account, faults, longestGapMs, settings } = document;
  return [
    markup`<a href="${reportAddress(folder)}">${document.scenario}</a>`,
    mark,
    verdictLine(document).headline,
    `${number(faults.filter((fault) => fault.hit).length)} of ${number(faults.length)}`,
    number(account.lost.length),
    number(account.duplicated.length),
    longestGapMs === null ? '–' : duration(longestGapMs),
    took,
    String(settings.seed),
  ];
}

/** A folder's name may contain characters that a URL may not. */
function reportAddress(folder: string): string {
  const folders = folder.split('/').filter((name) => name !== '');
  return [...folders.map(encodeURIComponent), 'report.html'].join('/');
}
