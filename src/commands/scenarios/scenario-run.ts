import { Flags } from '@oclif/core';
import type { FoundScenario } from '../../scenario/file/builtin-scenarios.ts';
import { UsageError } from '../../foundation/errors/errors.ts';
import { coloursFor } from '../../terminal/colours.ts';
import { runtimeNames } from '../../topology/cluster-schema.ts';
import { BaseCommand } from '../frame/base.ts';
import { outputWidth, renderBatch } from '../views/batch-view.ts';
import { completes } from '../frame/completes.ts';
import type { BatchDocument, ScenarioRunDocument } from '../frame/documents.ts';
import { refusePause } from './refuse-pause.ts';
import { anyScenariosArgument } from './scenarios-argument.ts';
import { toldRuns } from './narrate-runs.ts';
import { exitCodeOfRuns } from './verdict-exit-code.ts';
import { waitTimeoutFlag, waitTimeoutMs } from '../frame/wait-timeout-flag.ts';

export class ScenarioRun extends BaseCommand {
  static override description = [
    'Runs scripted scenarios, each on a fresh cluster on free ports that is taken down afterwards, and judges them from evidence.',
    'Exits with 0 if all passed, 1 if any failed, and 10 if none failed but some are inconclusive. If every run broke for the same reason, exits with the code of that reason.',
  ].join(' ');
  static override examples = [
    { command: 'distq scenario run failover', description: 'Part 2 of the lab' },
    {
      command: 'distq scenario run "scenarios/*.yaml" --report report',
      description: 'All files, with reports for a pipeline',
    },
    { command: 'distq scenario run --tag quick', description: 'All scenarios with a tag' },
    {
      command: 'distq scenario run owner-kill --here --pause',
      description: 'On the running lab; press Enter to continue',
    },
    { command: 'distq scenario run owner-kill --repeat 20', description: 'How often does it pass?' },
    {
      command: 'distq scenario run "scenarios/*.yaml" --repeat 10 --report ten --resume',
      description: 'All, ten times each; after an interruption, resumes where it stopped',
    },
  ];
  static override args = { scenarios: anyScenariosArgument };
  static override flags = {
    report: Flags.string({
      helpValue: 'DIR',
      ...completes('directory'),
      description: 'directory for evidence and reports [default: .distq/runs/…]',
    }),
    repeat: Flags.integer({
      default: 1,
      min: 1,
      max: 10_000,
      helpValue: 'N',
      description: 'runs of each scenario',
    }),
    tag: Flags.string({
      helpValue: 'TAG',
      ...completes('nothing'),
      description: 'only scenarios with this tag; without names: all of them',
    }),
    // No default: oclif treats a flag with a default as given, and would then require --report.
    resume: Flags.boolean({
      dependsOn: ['report'],
      description:
        'keep the runs of the same scenarios and settings that are already in --report (judged from their evidence), and run only the rest',
    }),
    here: Flags.boolean({
      exclusive: ['topology', 'runtime', 'wait-timeout', 'resume'],
      description: 'run on the running topology of this directory, and leave it running',
    }),
    pause: Flags.boolean({ description: 'wait for Enter before each step', default: false }),
    verbose: Flags.boolean({ default: false, description: 'print every step, also of several runs' }),
    seed: Flags.integer({
      min: 0,
      helpValue: 'S',
      description: 'seed of the random choices, as printed by an earlier run',
    }),
    topology: Flags.string({
      char: 't',
      helpValue: 'NAME|FILE',
      ...completes('topology'),
      description: 'run on this topology instead of the one that each scenario names',
    }),
    runtime: Flags.option({ options: runtimeNames, description: 'runtime of the members' })(),
    'wait-timeout': waitTimeoutFlag('seconds for each start'),
  };
  protected override readonly graceMs = 60_000;

  async run(): Promise<void> {
    const { args, flags } = await this.parse(ScenarioRun);
    refusePause(flags);
    const { runBatch } = await import('../../scenario/run/run-batch.ts');
    const { faultsByName } = await import('../../scenario/file/fault-words.ts');
    const { runsDirectory } = await import('../../scenario/run/runs-directory.ts');
    const workingDirectory = process.cwd();
    const { topology } = flags;
    const found = await this.#find([args.scenarios ?? []].flat(), flags.tag);
    const scenarios =
      topology === undefined
        ? found
        : found.map((one) => ({ ...one, scenario: { ...one.scenario, topology } }));
    const directory = flags.report ?? runsDirectory(workingDirectory, new Date());
    const isBatch = scenarios.length * flags.repeat > 1;
    if (isBatch) this.#refuseBatch(flags);
    const colours = coloursFor('stdout');
    const here = {
      session: flags.session,
      onLeftDown: (names: string) => {
        if (!flags.json)
          process.stdout.write(`  ${names} stays down; start it again: distq start ${names}\n`);
      },
    };
    const result = await runBatch({
      scenarios,
      repeat: flags.repeat,
      seed: flags.seed,
      directory,
      resume: flags.resume,
      here: flags.here ? here : undefined,
      workingDirectory,
      runtime: flags.runtime,
      topology,
      waitTimeoutMs: waitTimeoutMs(flags),
      version: this.config.version,
      signal: this.interrupted,
      ...toldRuns({ ...flags, brief: isBatch && !flags.verbose }, this.interrupted, colours),
    });
    const [only] = result.runs;
    this.print<ScenarioRunDocument | BatchDocument>(
      flags.json,
      !isBatch && only !== undefined ? only : result,
      () => {
        if (!isBatch) return '';
        return renderBatch(
          result,
          {
            directory,
            width: outputWidth(),
            faults: faultsByName(scenarios.map(({ scenario }) => scenario)),
          },
          colours,
        );
      },
    );
    process.exitCode = exitCodeOfRuns(result);
  }

  /** @throws UsageError for what makes sense of one run only */
  #refuseBatch({ here, pause }: { here: boolean; pause: boolean }): void {
    if (here)
      throw new UsageError('--here runs one scenario once: a member that it kills stays down', {
        hint: 'name one scenario, or leave out --here',
      });
    if (pause)
      throw new UsageError('--pause is for one run', { hint: 'name one scenario, or leave out --pause' });
  }

  async #find(wanted: string[], tag: string | undefined): Promise<FoundScenario[]> {
    const { findScenarios, findTagged } = await import('../../scenario/file/find-scenarios.ts');
    if (tag !== undefined) return findTagged(tag, wanted, process.cwd());
    if (wanted.length > 0) return findScenarios(wanted, process.cwd());
    throw new UsageError('no scenario to run', {
      hint: 'give a name from `distq scenario list`, a file, or a tag: --tag quick',
    });
  }
}
