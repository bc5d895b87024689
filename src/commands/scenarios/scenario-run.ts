import { Flags } from '@oclif/core';
import type { FoundScenario } from '../../scenario/file/builtin-scenarios.ts';
import { UsageError } from '../../foundation/errors/errors.ts';
import { coloursFor } from '../../terminal/colours.ts';
import { runtimeNames } from '../../topology/topology.ts';
import { BaseCommand } from '../frame/base.ts';
import { outputWidth, renderBatch } from '../views/batch-view.ts';
import { completes } from '../frame/completes.ts';
import type { BatchDocument, ScenarioRunDocument } from '../frame/documents.ts';
import { anyScenariosArgument } from './scenarios-argument.ts';
import { toldRuns } from './narrate-runs.ts';
import { exitCodeOfRuns } from './verdict-exit-code.ts';
import { waitTimeoutFlag, waitTimeoutMs } from '../frame/wait-timeout-flag.ts';

export class ScenarioRun extends BaseCommand {
  static override description = [
    'Runs scripted scenarios, each on a fresh cluster on free ports that is taken down afterwards, and judges them from evidence.',
    'Exits with 0 if all passed, 1 if one failed, and 10 if none failed but one proves nothing; where all broke for the same reason, with its code.',
  ].join(' ');
  static override examples = [
    { command: 'distq scenario run failover', description: 'Part 2 of the lab' },
    {
      command: 'distq scenario run "scenarios/*.yaml" --report report',
      description: 'All files, with reports for a pipeline',
    },
    { command: 'distq scenario run --tag quick', description: 'Those that have the tag' },
    { command: 'distq scenario run owner-kill --repeat 20', description: 'How often does it pass?' },
    {
      command: 'distq scenario run "scenarios/*.yaml" --repeat 10 --report ten --resume',
      description: 'All ten times; called again after an interruption, it goes on where it was',
    },
  ];
  static override args = { scenarios: anyScenariosArgument };
  static override flags = {
    report: Flags.string({
      helpValue: 'DIR',
      ...completes('directory'),
      description: 'where evidence and reports go [default: .distq/runs/…]',
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
      description: 'only those that have the tag; without names, of all',
    }),
    // No default: a flag that has one counts as given, and --report would be required.
    resume: Flags.boolean({
      dependsOn: ['report'],
      description:
        'judge from its evidence what was run into the same --report already, of the same scenario and settings, and run only the rest',
    }),
    verbose: Flags.boolean({ default: false, description: 'tell every step, also of several runs' }),
    seed: Flags.integer({
      min: 0,
      helpValue: 'S',
      description: 'repeats the random choices of the run that printed it',
    }),
    runtime: Flags.option({ options: runtimeNames, description: 'what the members run as' })(),
    'wait-timeout': waitTimeoutFlag('bound on each start'),
  };
  protected override readonly graceMs = 60_000;

  async run(): Promise<void> {
    const { args, flags } = await this.parse(ScenarioRun);
    const { runBatch } = await import('../../scenario/run/run-batch.ts');
    const { faultsByName } = await import('../../scenario/file/fault-words.ts');
    const { runsDirectory } = await import('../../scenario/run/runs-directory.ts');
    const workingDirectory = process.cwd();
    const scenarios = await this.#find([args.scenarios ?? []].flat(), flags.tag);
    const directory = flags.report ?? runsDirectory(workingDirectory, new Date());
    const isBatch = scenarios.length * flags.repeat > 1;
    const colours = coloursFor('stdout');
    const result = await runBatch({
      scenarios,
      repeat: flags.repeat,
      seed: flags.seed,
      directory,
      resume: flags.resume,
      workingDirectory,
      runtime: flags.runtime,
      waitTimeoutMs: waitTimeoutMs(flags),
      version: this.config.version,
      signal: this.interrupted,
      ...toldRuns({ json: flags.json, brief: isBatch && !flags.verbose }, this.interrupted, colours),
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

  async #find(wanted: string[], tag: string | undefined): Promise<FoundScenario[]> {
    const { findScenarios, findTagged } = await import('../../scenario/file/find-scenarios.ts');
    if (tag !== undefined) return findTagged(tag, wanted, process.cwd());
    if (wanted.length > 0) return findScenarios(wanted, process.cwd());
    throw new UsageError('no scenario to run', {
      hint: 'name one as in `distq scenario list`, a file, or a tag: --tag quick',
    });
  }
}
