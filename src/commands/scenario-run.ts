import { Args, Flags } from '@oclif/core';
import { randomInt } from 'node:crypto';
import type { BatchResult } from '../scenario/run-batch.ts';
import type { ExitCode } from '../shared/errors.ts';
import { coloursFor } from '../terminal/colours.ts';
import { renderBatch } from './batch-view.ts';
import { progress, storyHooks } from './story-hooks.ts';
import { renderVerdict } from './verdict-view.ts';
import { runtimeNames } from '../topology/schema.ts';
import { BaseCommand } from './base.ts';
import { exitCodeOf } from './verdict-exit-code.ts';

export class ScenarioRun extends BaseCommand {
  static override description = [
    'Runs scripted scenarios, each on a fresh cluster on free ports that is taken down afterwards, and judges them from evidence.',
    'Exits with 0 if all passed, 1 if one failed, and 10 if none failed but one proves nothing.',
  ].join('\n');
  static override examples = [
    { command: 'distq scenario run failover', description: 'Part 2 of the lab' },
    {
      command: "distq scenario run 'scenarios/*.yaml' --report report",
      description: 'All files, with reports for a pipeline',
    },
    { command: 'distq scenario run owner-kill --repeat 20', description: 'How often does it pass?' },
  ];
  static override args = {
    scenarios: Args.string({
      name: 'NAME|FILE',
      description: 'scenarios by name, files, or patterns of files',
      required: true,
      multiple: true,
      ignoreStdin: true,
    }),
  };
  static override flags = {
    report: Flags.string({
      helpValue: 'DIR',
      description: 'where evidence and reports go [default: .distq/runs/…]',
    }),
    repeat: Flags.integer({
      default: 1,
      min: 1,
      max: 10_000,
      helpValue: 'N',
      description: 'runs of each scenario',
    }),
    seed: Flags.integer({
      min: 0,
      helpValue: 'S',
      description: 'repeats the random choices of the run that printed it',
    }),
    runtime: Flags.option({ options: runtimeNames, description: 'what the members run as' })(),
    'wait-timeout': Flags.integer({
      default: 120,
      min: 1,
      helpValue: 'SECONDS',
      description: 'bound on each start',
    }),
  };
  protected override readonly graceMs = 60_000;

  async run(): Promise<void> {
    const { args, flags } = await this.parse(ScenarioRun);
    const { findScenarios } = await import('../scenario/find-scenarios.ts');
    const { runBatch } = await import('../scenario/run-batch.ts');
    const { runsDirectory } = await import('../scenario/runs-directory.ts');
    const workingDirectory = process.cwd();
    const scenarios = await findScenarios([args.scenarios].flat(), workingDirectory);
    const directory = flags.report ?? runsDirectory(workingDirectory, new Date());
    const colours = coloursFor('stdout');
    const say = (text: string): void => {
      if (!flags.json) process.stdout.write(text);
    };
    const result = await runBatch({
      scenarios,
      repeat: flags.repeat,
      seed: flags.seed ?? randomInt(2 ** 31),
      directory,
      workingDirectory,
      runtime: flags.runtime,
      waitTimeoutMs: flags['wait-timeout'] * 1_000,
      version: this.config.version,
      signal: this.interrupted,
      onProgress: progress,
      ...storyHooks({ json: flags.json, pause: false }, this.interrupted),
      onRun: ({ scenario, number, of, seed }) => {
        const count = of === 1 ? '' : `[${number}/${of}] `;
        say(
          `\n${colours.bold.underline(`${count}${scenario.name}: ${scenario.title}`)}  ${colours.dim(`seed ${seed}`)}\n`,
        );
      },
      onBroken: ({ error }) => {
        say(`\n${colours.red('✖ no verdict')}: ${error}\n`);
      },
      onVerdict: (document, folder) => {
        say(renderVerdict(document, { directory: folder, reported: true }, colours));
      },
    });
    const [only] = result.runs;
    this.print(flags.json, result.runs.length === 1 && only !== undefined ? only : result, () =>
      result.runs.length === 1 ? '' : renderBatch(result, directory, colours),
    );
    process.exitCode = exitCodeOfBatch(result);
  }
}

function exitCodeOfBatch({ failed, inconclusive }: BatchResult): ExitCode {
  if (failed > 0) return exitCodeOf('failed');
  return inconclusive > 0 ? exitCodeOf('inconclusive') : exitCodeOf('passed');
}
