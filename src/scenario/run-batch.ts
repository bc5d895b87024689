import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { messageOf } from '../shared/errors.ts';
import type { FoundScenario } from './builtin.ts';
import { readEvidence } from './evidence.ts';
import { writeReport } from './report/write-report.ts';
import { writeSummary } from './report/write-summary.ts';
import { documentFrom, type RunDocument } from './run-document.ts';
import type { FinishedRun } from './run-scenario.ts';
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
  /** Runs whose evidence is there already, of the same scenario, are judged from it instead of being made again. */
  resume: boolean;
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

interface Planned {
  found: FoundScenario;
  seed: number;
  /** From the batch's directory. */
  folder: string;
  directory: string;
  number: number;
}

/**
 * Runs scenarios one after another, each on a cluster of its own. The summary is written after each, so that a batch that is ended has
 * one, too.
 * @throws what the only run met; of several, one that breaks counts as failed and the others go on.
 */
export async function runBatch(options: BatchOptions): Promise<BatchResult> {
  const plan = planOf(options);
  const finished: { document: RunDocument | BrokenRun; folder: string }[] = [];
  for (const planned of plan) {
    options.signal.throwIfAborted();
    const { folder, directory, number, seed, found } = planned;
    options.onRun({ scenario: found.scenario, number, of: plan.length, seed });
    const startedMs = performance.now();
    try {
      const run = (await earlierRun(options, planned)) ?? (await makeRun(options, planned));
      await writeReport(directory, run, process.env);
      finished.push({ document: run.document, folder });
      options.onVerdict(run.document, directory);
    } catch (error) {
      options.signal.throwIfAborted();
      if (plan.length === 1) throw error;
      const durationMs = Math.round(performance.now() - startedMs);
      const broken = {
        schemaVersion: 1,
        scenario: found.scenario.name,
        verdict: 'failed',
        durationMs,
        seed,
        error: messageOf(error),
      } as const;
      finished.push({ document: broken, folder });
      options.onBroken(broken);
    }
    if (plan.length > 1) await writeSummary(options.directory, finished);
  }
  const runs = finished.map(({ document }) => document);
  const count = (verdict: string) => runs.filter((run) => run.verdict === verdict).length;
  return { runs, passed: count('passed'), failed: count('failed'), inconclusive: count('inconclusive') };
}

function planOf({ scenarios, repeat, seed, directory }: BatchOptions): Planned[] {
  const all = scenarios.flatMap((found) => Array.from({ length: repeat }, () => found));
  return all.map((found, index) => {
    const number = index + 1;
    const folder = all.length === 1 ? '.' : `${String(number).padStart(3, '0')}-${found.scenario.name}`;
    return { found, seed: seed + index, folder, directory: join(directory, folder), number };
  });
}

/** The run that an earlier batch made in this place, if it came to a verdict and the scenario is still the same. */
async function earlierRun(
  { resume }: BatchOptions,
  { directory, found }: Planned,
): Promise<FinishedRun | undefined> {
  if (!resume) return undefined;
  const evidence = await readEvidence(directory).catch(() => undefined);
  if (evidence === undefined || !isDeepStrictEqual(evidence.record.scenario, found.scenario))
    return undefined;
  return { ...evidence, document: documentFrom(evidence.record, evidence.journal) };
}

function makeRun(options: BatchOptions, { found, seed, directory, number }: Planned): Promise<FinishedRun> {
  return runOnFreshCluster({
    ...options,
    scenario: found.scenario,
    seed,
    directory,
    suffix: `${process.pid.toString(36)}-${number}`,
    command: commandLine('scenario', 'run', found.nameOrFile, '--seed', seed),
  });
}
