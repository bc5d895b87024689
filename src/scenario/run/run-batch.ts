import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import { folderOf, writeBatchPlan } from './batch-plan.ts';
import { sumUp, type BatchResult } from '../verdict/batch-result.ts';
import { brokenRun, type BrokenRun } from '../verdict/broken-run.ts';
import type { FoundScenario } from '../file/builtin-scenarios.ts';
import { prepareBatch } from './prepare-directory.ts';
import { commandLine } from './command-line.ts';
import { earlierRun } from './earlier-run.ts';
import { refuseOtherBatch } from './refuse-other-batch.ts';
import { writeReport } from '../report/write-report.ts';
import { writeSummary } from '../report/write-summary.ts';
import type { RunDocument } from '../verdict/run-document.ts';
import { hereFlags, runHere } from './run-here.ts';
import { runOnFreshCluster, type FreshRunOptions } from './run-on-fresh-cluster.ts';
import type { FinishedRun } from './run-scenario.ts';

export interface BatchOptions extends Omit<
  FreshRunOptions,
  'scenario' | 'seed' | 'directory' | 'suffix' | 'command' | 'onJudged'
> {
  scenarios: readonly FoundScenario[];
  repeat: number;
  /** Seed of the first run; each further run uses the next number. undefined: random. */
  seed: number | undefined;
  /** In place of the topology of each scenario, for the command line that repeats a run; undefined: as in the scenario. */
  topology?: string | undefined;
  /** A single run writes here; several runs write into subfolders. */
  directory: string;
  /** Runs with existing evidence of the same scenario and settings are judged from it instead of being repeated. */
  resume: boolean;
  /** Runs on a session that runs already, instead of a fresh one. */
  here?: { session: string; onLeftDown: (names: string) => void } | undefined;
  onRun: (run: { scenario: FoundScenario['scenario']; number: number; of: number; seed: number }) => void;
  onVerdict: (document: RunDocument, folder: string) => void;
  onBroken: (run: BrokenRun) => void;
}

interface Planned {
  found: FoundScenario;
  seed: number;
  /** The command line that repeats it. */
  command: string;
  /** Relative to the batch's directory. */
  folder: string;
  directory: string;
  number: number;
}

/**
 * Runs scenarios one after another, each on its own cluster. Writes the summary after each run, so that an interrupted
 * batch has one too.
 * @throws the error of a single run; in a batch, a run without a verdict counts as failed and the others continue
 */
export async function runBatch(options: BatchOptions): Promise<BatchResult> {
  const plan = planOf(options);
  await prepareDirectory(options, plan);
  const finished: { document: RunDocument | BrokenRun; folder: string }[] = [];
  for (const planned of plan) {
    options.signal.throwIfAborted();
    const { folder, directory, number, seed, found, command } = planned;
    options.onRun({ scenario: found.scenario, number, of: plan.length, seed });
    const startedMs = performance.now();
    try {
      const earlier = await runMadeEarlier(options, planned);
      if (earlier !== undefined) await writeReport(directory, earlier, process.env);
      const run = earlier ?? (await makeRun(options, planned));
      finished.push({ document: run.document, folder });
      options.onVerdict(run.document, directory);
    } catch (error) {
      options.signal.throwIfAborted();
      if (plan.length === 1) throw error;
      const durationMs = Math.round(performance.now() - startedMs);
      const broken = brokenRun({ scenario: found.scenario.name, durationMs, seed, command }, error);
      finished.push({ document: broken, folder });
      options.onBroken(broken);
    }
    if (plan.length > 1) await writeSummary(options.directory, finished);
  }
  return sumUp(finished.map(({ document }) => document));
}

function planOf(options: BatchOptions): Planned[] {
  const {
    scenarios,
    repeat,
    directory,
    runtime,
    topology,
    here,
    seed: firstSeed = randomInt(2 ** 31),
  } = options;
  const all = scenarios.flatMap((found) => Array.from({ length: repeat }, () => found));
  return all.map((found, index) => {
    const number = index + 1;
    const folder = all.length === 1 ? '.' : folderOf(number, found.scenario.name);
    const seed = firstSeed + index;
    const command = commandLine(
      ...['scenario', 'run', found.nameOrFile],
      ...(here === undefined ? [] : hereFlags(here.session)),
      ...(topology === undefined ? [] : ['--topology', topology]),
      ...(runtime === undefined ? [] : ['--runtime', runtime]),
      ...['--seed', seed],
    );
    return { found, seed, command, folder, directory: join(directory, folder), number };
  });
}

/** A single run clears its directory itself, just before it starts. */
async function prepareDirectory(
  { directory, resume }: BatchOptions,
  plan: readonly Planned[],
): Promise<void> {
  const folders = plan.map(({ folder }) => folder);
  if (resume) await refuseOtherBatch(directory, folders);
  if (plan.length === 1) return;
  await prepareBatch({ directory, folders, keep: resume });
  await writeBatchPlan(
    directory,
    plan.map(({ folder, found, seed, command }) => ({
      folder,
      scenario: found.scenario.name,
      seed,
      command,
    })),
  );
}

async function runMadeEarlier(
  { resume, seed, version, runtime, workingDirectory }: BatchOptions,
  planned: Planned,
): Promise<FinishedRun | undefined> {
  if (!resume) return undefined;
  return await earlierRun({
    scenario: planned.found.scenario,
    seed: seed === undefined ? undefined : planned.seed,
    directory: planned.directory,
    ...{ version, runtime, workingDirectory },
  });
}

async function makeRun(
  options: BatchOptions,
  { found, seed, command, directory, number }: Planned,
): Promise<FinishedRun> {
  const run = { ...options, scenario: found.scenario, seed, directory, command };
  const { here } = options;
  if (here === undefined)
    return runOnFreshCluster({
      ...run,
      suffix: `${process.pid.toString(36)}-${number}`,
      onJudged: (judged) => writeReport(directory, judged, process.env),
    });
  const { leftDown, ...finished } = await runHere({ ...run, sessionName: here.session });
  await writeReport(directory, finished, process.env);
  if (leftDown.length > 0) here.onLeftDown(leftDown.join(' '));
  return finished;
}
