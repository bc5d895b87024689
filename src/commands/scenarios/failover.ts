import { randomInt } from 'node:crypto';
import { Flags } from '@oclif/core';
import { describeChoice } from '../../broker/contract/runtime-choice.ts';
import { commandLine } from '../../scenario/run/command-line.ts';
import type { FinishedRun, RunOptions } from '../../scenario/run/run-scenario.ts';
import { UsageError } from '../../foundation/errors/errors.ts';
import { coloursFor } from '../../terminal/colours.ts';
import type { FailoverDocument } from '../frame/documents.ts';
import { progress, storyHooks } from './narrate-steps.ts';
import { renderVerdict } from '../views/verdict-view.ts';
import { runtimeNames, type RuntimeName } from '../../topology/cluster-schema.ts';
import { BaseCommand } from '../frame/base.ts';
import { refusePause } from './refuse-pause.ts';
import { completes } from '../frame/completes.ts';
import { exitCodeOf } from './verdict-exit-code.ts';
import { waitTimeoutFlag, waitTimeoutMs } from '../frame/wait-timeout-flag.ts';

const defaultCount = 10;

export class Failover extends BaseCommand {
  static override aliases = ['failover-test'];
  static override description = [
    'Part 2 of the lab, step by step: stop the consumers, post, kill the member that owns the queue, start the consumers, and prove',
    'that every message arrived once. Uses the running topology of this directory, or starts one and takes it down afterwards.',
  ].join(' ');
  static override examples = [
    { command: 'distq failover', description: 'Start the lab, run the failover, print the verdict' },
    { command: 'distq failover --pause', description: 'Presenter mode: press Enter to continue' },
    {
      command: 'distq failover --count 100 --report report',
      description: 'A hundred messages, with reports',
    },
  ];
  static override flags = {
    count: Flags.integer({
      char: 'n',
      default: defaultCount,
      min: 1,
      max: 1_000_000,
      description: 'messages',
    }),
    signal: Flags.option({
      char: 's',
      options: ['SIGKILL', 'SIGTERM'] as const,
      default: 'SIGKILL',
      description: 'signal sent to the queue owner',
    })(),
    pause: Flags.boolean({ description: 'wait for Enter before each step', default: false }),
    report: Flags.string({
      helpValue: 'DIR',
      ...completes('directory'),
      description: 'directory for evidence and reports [default: .distq/runs/…]',
    }),
    topology: Flags.string({
      char: 't',
      helpValue: 'NAME|FILE',
      ...completes('topology'),
      description: 'topology to start if nothing runs yet [default: lab]',
    }),
    runtime: Flags.option({
      options: runtimeNames,
      description: 'runtime of the members, if nothing runs yet',
    })(),
    'wait-timeout': waitTimeoutFlag('seconds for the start, if nothing runs yet'),
    seed: Flags.integer({
      min: 0,
      helpValue: 'S',
      description: 'seed of the random choices, to repeat a run',
    }),
  };
  protected override readonly graceMs = 60_000;

  async run(): Promise<void> {
    const { flags } = await this.parse(Failover);
    refusePause(flags);
    const { failoverScenario } = await import('../../scenario/file/failover-scenario.ts');
    const { runsDirectory } = await import('../../scenario/run/runs-directory.ts');
    const directory = flags.report ?? runsDirectory(process.cwd(), new Date());
    const { count, signal, topology, runtime } = flags;
    const seed = flags.seed ?? randomInt(2 ** 31);
    const scenario = failoverScenario({ count, signal });
    const finished = await this.#runSomewhere({
      ...storyHooks(flags, this.interrupted),
      scenario: { ...scenario, topology: topology ?? scenario.topology },
      seed,
      directory,
      version: this.config.version,
      signal: this.interrupted,
      command: repeatCommand(flags, seed),
      session: flags.session,
      topology,
      runtime,
      waitTimeoutMs: waitTimeoutMs(flags),
    });
    const { document } = finished;
    this.print<FailoverDocument>(
      flags.json,
      document,
      () =>
        `${renderVerdict(document, { directory, reported: true }, coloursFor('stdout'))}${finished.note ?? ''}`,
    );
    process.exitCode = exitCodeOf(document.verdict);
  }

  async #runSomewhere({ session, topology, runtime, waitTimeoutMs, ...common }: WhereOptions): Promise<Told> {
    const { isSessionRunning } = await import('../../control/session-record.ts');
    const workingDirectory = process.cwd();
    try {
      if (await isSessionRunning(workingDirectory, session)) {
        if (topology !== undefined || runtime !== undefined) {
          throw new UsageError('a topology already runs in this directory, so none is started', {
            hint: 'omit --topology and --runtime, or stop it first: distq down',
          });
        }
        const { runOnSession } = await import('../../scenario/run/run-on-session.ts');
        const finished = await runOnSession({ ...common, workingDirectory, sessionName: session });
        await report(common.directory, finished);
        const dead = finished.document.faults.map(({ target }) => target).join(' ');
        return dead === ''
          ? finished
          : { ...finished, note: `  ${dead} stays down; start it again: distq start ${dead}\n` };
      }
      const { runOnFreshCluster } = await import('../../scenario/run/run-on-fresh-cluster.ts');
      return await runOnFreshCluster({
        ...common,
        workingDirectory,
        runtime,
        leastMembers: 2,
        waitTimeoutMs,
        suffix: process.pid.toString(36),
        onProgress: progress,
        onJudged: (run) => report(common.directory, run),
        onRuntime: (choice) => {
          progress(`runtime: ${describeChoice(choice)}`);
        },
      });
    } catch (error) {
      // An interrupted run can fail in many ways; report the interruption as the reason.
      this.interrupted.throwIfAborted();
      throw error;
    }
  }
}

async function report(directory: string, run: FinishedRun): Promise<void> {
  const { writeReport } = await import('../../scenario/report/write-report.ts');
  await writeReport(directory, run, process.env);
}

interface WhereOptions extends Omit<RunOptions, 'session' | 'topology'> {
  /** Directory of a topology that may already run. */
  session: string;
  topology: string | undefined;
  runtime: RuntimeName | undefined;
  /** Timeout of the start in ms, including downloads; undefined: the default. */
  waitTimeoutMs: number | undefined;
}

interface Told extends FinishedRun {
  /** An additional note for the text output. */
  note?: string;
}

interface FailoverFlags {
  session: string;
  count: number;
  signal: string;
  topology: string | undefined;
  runtime: RuntimeName | undefined;
}

function repeatCommand({ count, signal, topology, runtime, session }: FailoverFlags, seed: number): string {
  return commandLine(
    'failover',
    ...(count === defaultCount ? [] : ['--count', count]),
    ...(signal === 'SIGKILL' ? [] : ['--signal', signal]),
    ...(topology === undefined ? [] : ['--topology', topology]),
    ...(runtime === undefined ? [] : ['--runtime', runtime]),
    ...(session === 'default' ? [] : ['--session', session]),
    ...['--seed', seed],
  );
}
