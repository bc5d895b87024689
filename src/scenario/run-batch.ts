import { join } from 'node:path';
import { messageOf } from '../shared/errors.ts';
import type { FoundScenario } from './builtin.ts';
import { writeReport } from './report/write-report.ts';
import { writeSummary } from './report/write-summary.ts';
import type { RunDocument } from './run-document.ts';
import { commandLine } from './command-line.ts';
import { runOnFreshCluster, type FreshRunOptions } from './run-on-fresh-cluster.ts';

export interface BatchOptions extends Omit<
  FreshRunOptions,
  'scenario' | 'seed' | 'directory' | 'suffix' | 'command'
> {
  scenarios: readonly FoundScenario[];
  repeat: number;
  /** Of the first run; each further one has the next number. */
  seed: number;
  /** One run writes here, several into folders below. */
  directory: string;
  onRun: (run: { scenario: FoundScenario['scenario']; number: number; of: number; seed: number }) => void;
  onVerdict: (document: RunDocument, folder: string) => void;
  onBroken: (run: BrokenRun) => void;
}

/** A run that did not come to a verdict. */
export interface BrokenRun {
  schemaVersion: 1;
  scenario: string;
  verdict: 'failed';
  durationMs: number;
  seed: number;
  error: string;
}

export interface BatchResult {
  runs: (RunDocument | BrokenRun)[];
  passed: number;
  failed: number;
  inconclusive: number;
}

/**
 * Runs scenarios one after another, each on a cluster of its own.
 * @throws what the only run met; of several, one that breaks counts as failed and the others go on.
 */
export async function runBatch(options: BatchOptions): Promise<BatchResult> {
  const plan = options.scenarios.flatMap((found) => Array.from({ length: options.repeat }, () => found));
  const finished: { document: RunDocument | BrokenRun; folder: string }[] = [];
  for (const [index, { scenario, nameOrFile }] of plan.entries()) {
    options.signal.throwIfAborted();
    const seed = options.seed + index;
    const folder = plan.length === 1 ? '.' : `${String(index + 1).padStart(3, '0')}-${scenario.name}`;
    const directory = join(options.directory, folder);
    options.onRun({ scenario, number: index + 1, of: plan.length, seed });
    const startedMs = performance.now();
    try {
      const suffix = `${process.pid.toString(36)}-${index + 1}`;
      const command = commandLine('scenario', 'run', nameOrFile, '--seed', seed);
      const run = await runOnFreshCluster({ ...options, scenario, seed, directory, suffix, command });
      await writeReport(directory, run, process.env);
      finished.push({ document: run.document, folder });
      options.onVerdict(run.document, directory);
    } catch (error) {
      options.signal.throwIfAborted();
      if (plan.length === 1) throw error;
      const durationMs = Math.round(performance.now() - startedMs);
      const broken = {
        schemaVersion: 1,
        scenario: scenario.name,
        verdict: 'failed',
        durationMs,
        seed,
        error: messageOf(error),
      } as const;
      finished.push({ document: broken, folder });
      options.onBroken(broken);
    }
  }
  if (plan.length > 1) await writeSummary(options.directory, finished);
  const runs = finished.map(({ document }) => document);
  const count = (verdict: string) => runs.filter((run) => run.verdict === verdict).length;
  return { runs, passed: count('passed'), failed: count('failed'), inconclusive: count('inconclusive') };
}
