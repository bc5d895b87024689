import { randomInt } from 'node:crypto';
import { createInterface } from 'node:readline/promises';
import { Flags } from '@oclif/core';
import type { FinishedRun, RunHooks } from '../scenario/run-scenario.ts';
import type { Scenario } from '../scenario/schema.ts';
import { UsageError } from '../shared/errors.ts';
import { coloursFor } from '../terminal/colours.ts';
import { renderStepResult, renderStepTitle, renderVerdict } from './run-view.ts';
import { runtimeNames, type RuntimeName } from '../topology/schema.ts';
import { BaseCommand } from './base.ts';
import { exitCodeOf } from './verdict-exit-code.ts';

export class Failover extends BaseCommand {
  static override aliases = ['failover-test'];
  static override description = [
    'Part 2 of the lab, step by step: stop the consumers, post, kill the very member that owns the queue, start the consumers, and prove',
    'that every message arrived once. Uses the topology that runs here; where none does, it starts one and takes it down.',
  ].join(' ');
  static override examples = [
    { command: 'distq failover', description: 'From nothing to the verdict' },
    { command: 'distq failover --pause', description: 'Show it to someone: Enter goes on' },
    {
      command: 'distq failover --count 100 --report report',
      description: 'A hundred messages, and a report',
    },
  ];
  static override flags = {
    count: Flags.integer({ char: 'n', default: 10, min: 1, max: 1_000_000, description: 'messages' }),
    signal: Flags.option({
      char: 's',
      options: ['SIGKILL', 'SIGTERM'] as const,
      default: 'SIGKILL',
      description: 'what the owner gets',
    })(),
    pause: Flags.boolean({ description: 'wait for Enter before each step', default: false }),
    report: Flags.string({
      helpValue: 'DIR',
      description: 'where evidence and reports go [default: .distq/runs/…]',
    }),
    topology: Flags.string({
      char: 't',
      helpValue: 'NAME|FILE',
      description: 'what to start where nothing runs [default: lab]',
    }),
    runtime: Flags.option({
      options: runtimeNames,
      description: 'what the members run as, where nothing runs',
    })(),
    seed: Flags.integer({ min: 0, helpValue: 'S', description: 'repeats the random choices of a run' }),
  };
  protected override readonly graceMs = 60_000;

  async run(): Promise<void> {
    const { flags } = await this.parse(Failover);
    if (flags.pause && (flags.json || !process.stdin.isTTY)) {
      throw new UsageError('--pause needs a terminal to wait for Enter in', {
        hint: 'leave out --pause, or --json',
      });
    }
    const { failoverScenario } = await import('../scenario/failover.ts');
    const { writeReport } = await import('../scenario/report/write-report.ts');
    const { runsDirectory } = await import('../scenario/runs-directory.ts');
    const directory = flags.report ?? runsDirectory(process.cwd(), new Date());
    const scenario = failoverScenario({ count: flags.count, signal: flags.signal, prefix: 'msg' });
    const finished = await this.#runSomewhere(
      { ...scenario, topology: flags.topology ?? scenario.topology },
      {
        directory,
        seed: flags.seed ?? randomInt(2 ** 31),
        hooks: storyHooks(flags, this.interrupted),
        session: flags.session,
        topology: flags.topology,
        runtime: flags.runtime,
      },
    );
    await writeReport(directory, finished, process.env);
    const { document } = finished;
    this.print(flags.json, document, () => renderVerdict(document, directory, coloursFor('stdout')));
    process.exitCode = exitCodeOf(document.verdict);
  }

  async #runSomewhere(
    scenario: Scenario,
    options: {
      directory: string;
      seed: number;
      hooks: RunHooks;
      session: string;
      topology: string | undefined;
      runtime: RuntimeName | undefined;
    },
  ): Promise<FinishedRun> {
    const { isSessionRunning } = await import('../control/session-record.ts');
    const workingDirectory = process.cwd();
    const common = {
      ...options.hooks,
      scenario,
      seed: options.seed,
      directory: options.directory,
      workingDirectory,
      version: this.config.version,
      signal: this.interrupted,
    };
    if (await isSessionRunning(workingDirectory, options.session)) {
      if (options.topology !== undefined || options.runtime !== undefined) {
        throw new UsageError('a topology runs here already, so none is started', {
          hint: 'leave out --topology and --runtime, or end it first: distq down',
        });
      }
      const { runOnSession } = await import('../scenario/run-on-session.ts');
      return runOnSession({ ...common, sessionName: options.session });
    }
    const { runOnFreshCluster } = await import('../scenario/run-on-fresh-cluster.ts');
    return runOnFreshCluster({
      ...common,
      runtime: options.runtime,
      waitTimeoutMs: 120_000,
      suffix: process.pid.toString(36),
      onProgress: (text) => process.stderr.write(coloursFor('stderr').dim(`  ${text}\n`)),
    });
  }
}

/** Tells the story as it happens. */
function storyHooks({ json, pause }: { json: boolean; pause: boolean }, interrupted: AbortSignal): RunHooks {
  if (json) return {};
  const colours = coloursFor('stdout');
  return {
    onStep: async (step) => {
      process.stdout.write(renderStepTitle(step, colours));
      if (pause) await waitForEnter(interrupted);
    },
    onStepDone: (result) => {
      process.stdout.write(renderStepResult(result, colours));
    },
  };
}

async function waitForEnter(signal: AbortSignal): Promise<void> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    await terminal.question('    Enter goes on ', { signal });
  } finally {
    terminal.close();
  }
}
