import { join } from 'node:path';
import type { ChalkInstance } from 'chalk';
import type { BatchResult } from '../../scenario/verdict/batch-result.ts';
import { isBroken, type BrokenRun } from '../../scenario/verdict/broken-run.ts';
import type { RunDocument } from '../../scenario/verdict/run-document.ts';
import { printableLines } from '../../terminal/printable.ts';
import { renderMatrix, type MatrixRow } from './matrix-view.ts';
import { shortPath } from './short-path.ts';

type Run = RunDocument | BrokenRun;

export interface BatchPlace {
  directory: string;
  /** Columns of the terminal; Infinity without a terminal. */
  width: number;
  /** Maps a scenario to its fault. */
  faults: ReadonlyMap<string, string>;
}

/** Columns of standard output; Infinity if it is not a terminal or does not report its width (0). */
export function outputWidth(): number {
  const { isTTY, columns } = process.stdout;
  return isTTY && columns > 0 ? columns : Infinity;
}

/** Several runs as the fault table, with one row per scenario, and the number of passed runs. */
export function renderBatch(
  { runs, passed, failed, inconclusive }: BatchResult,
  { directory, width, faults }: BatchPlace,
  colours: ChalkInstance,
): string {
  const names = [...new Set(runs.map(({ scenario }) => scenario))];
  const rows = names.map((name): MatrixRow => {
    const own = runs.filter(({ scenario }) => scenario === name);
    return { scenario: name, fault: faults.get(name) ?? '', runs: own };
  });
  const errors = runs.flatMap((run) =>
    isBroken(run) ? [`${run.scenario} (seed ${run.seed}): ${printableLines(run.error)}\n`] : [],
  );
  const counts = `${passed} of ${runs.length} runs passed, ${failed} failed, ${inconclusive} inconclusive\n`;
  const report = colours.dim(`  report:   ${join(shortPath(directory), 'index.html')}\n`);
  return `\n${renderMatrix(rows, width, colours)}\n${errors.join('')}${counts}${report}`;
}

/** One line per run of a batch; a run that did not pass is printed in full as well. */
export function renderRunLine(run: Run, colours: ChalkInstance): string {
  const mark = {
    passed: colours.green('✔ passed'),
    failed: colours.red('✖ failed'),
    inconclusive: colours.yellow('? inconclusive'),
  }[run.verdict];
  return `${mark} ${colours.dim(`${(run.durationMs / 1000).toFixed(1)} s`)}\n`;
}
