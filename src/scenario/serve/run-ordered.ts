import { randomInt } from 'node:crypto';
import type { RunEvent, RunOrder, RunVerdict } from '../../protocol/run/run-progress.ts';
import { findScenario } from '../file/builtin-scenarios.ts';
import type { Scenario } from '../file/scenario.ts';
import { writeReport } from '../report/write-report.ts';
import { commandLine } from '../run/command-line.ts';
import { hereFlags, runHere } from '../run/run-here.ts';
import { runOnFreshCluster } from '../run/run-on-fresh-cluster.ts';
import type { FinishedRun } from '../run/run-scenario.ts';
import type { RunHooks } from '../run/run-steps.ts';
import { runsDirectory } from '../run/runs-directory.ts';
import { readStep, stepTitle } from '../steps/step.ts';
import { toldShown } from './told-shown.ts';
import { toldVerdict } from './told-verdict.ts';

interface OrderedRun {
  order: RunOrder;
  version: string;
  /** Directory of the session, where the scenario is looked up and its evidence is written. */
  directory: string;
  /** Aborting it interrupts the run. */
  signal: AbortSignal;
  tell: (event: RunEvent) => void;
  /** Waits until the step is asked for. */
  untilAsked: (step: number) => Promise<void>;
}

/**
 * Runs a scenario, tells what happens, and writes evidence and report.
 * @throws as `runHere` and `runOnFreshCluster`; the signal's reason if aborted
 */
export async function runOrdered(run: OrderedRun): Promise<RunVerdict> {
  const { order, directory: workingDirectory, signal, tell } = run;
  const { scenario } = await findScenario(order.scenario, workingDirectory);
  tell(begunEvent(scenario));
  const seed = randomInt(2 ** 31);
  const directory = runsDirectory(workingDirectory, new Date());
  const common = {
    ...hooksOf(run),
    ...{ scenario, seed, directory, workingDirectory, signal, version: run.version },
    command: repeatCommand(order, seed),
  };
  const progress = (text: string) => {
    tell({ event: 'progress', text });
  };
  const report = (finished: FinishedRun) => writeReport(directory, finished, {});
  if (order.place === 'here') {
    const { leftDown, ...finished } = await runHere({ ...common, sessionName: order.session });
    await report(finished);
    return toldVerdict(finished.document, { directory, leftDown });
  }
  const { document } = await runOnFreshCluster({
    ...common,
    runtime: undefined,
    waitTimeoutMs: undefined,
    suffix: process.pid.toString(36),
    onProgress: progress,
    onJudged: report,
    onRuntime: ({ runtime }) => {
      progress(`runtime: ${runtime}`);
    },
  });
  return toldVerdict(document, { directory, leftDown: [] });
}

function begunEvent({ title, description, steps }: Scenario): RunEvent {
  return {
    event: 'begun',
    title,
    description: description.trim(),
    steps: steps.map(readStep).map((step) => ({ title: stepTitle(step), why: step.why?.trim() ?? null })),
  };
}

function hooksOf({ order, tell, untilAsked }: OrderedRun): RunHooks {
  let current = 0;
  return {
    onStep: async ({ index: step }) => {
      current = step;
      if (order.isStepwise) {
        tell({ event: 'step', step, state: 'waiting' });
        await untilAsked(step);
      }
      tell({ event: 'step', step, state: 'running' });
    },
    onStepDone: ({ state, durationMs, reason, shown }) => {
      if (state === 'skipped') return;
      tell({ event: 'step-done', step: current, state, durationMs, reason, shown: shown.map(toldShown) });
    },
    onAfterSteps: () => {
      tell({ event: 'progress', text: 'awaiting the last messages and collecting evidence' });
    },
  };
}

function repeatCommand({ scenario, place, session }: RunOrder, seed: number): string {
  const here = place === 'here' ? hereFlags(session) : [];
  return commandLine('scenario', 'run', scenario, ...here, '--seed', seed);
}
