import { Args, Flags } from '@oclif/core';
import type { JudgedRow, SystemJudgement } from '../../judge/judgement.ts';
import type { LabStart } from '../../judge/run/with-lab.ts';
import { selections, type Selection } from '../../judge/selection.ts';
import { ExitCode } from '../../foundation/errors/errors.ts';
import { coloursFor } from '../../terminal/colours.ts';
import { runtimeNames, type RuntimeName } from '../../topology/cluster-schema.ts';
import { BaseCommand } from '../frame/base.ts';
import { completes } from '../frame/completes.ts';
import type { JudgeDocument, JudgeDryRunDocument } from '../frame/documents.ts';
import { waitTimeoutFlag, waitTimeoutMs } from '../frame/wait-timeout-flag.ts';
import {
  renderDryRun,
  renderJudgement,
  renderPart,
  renderRow,
  renderSubmissions,
} from '../views/judge-view.ts';
import { progress } from './narrate-steps.ts';

export class Judge extends BaseCommand {
  static override description = [
    'Judges implementations of the lab black-box: starts each on the ports of its file, checks the requirements of the lab one after the',
    'other, and takes it down. Exits with 0 if all that the lab requires passed, else with 1. A folder stands for every lab.yaml in it. See docs/judge.md.',
  ].join(' ');
  static override examples = [
    { command: 'distq judge lab.yaml', description: 'All requirements of the lab' },
    { command: 'distq judge lab.yaml --dry-run', description: 'Check the description of a system' },
    { command: 'distq judge lab.yaml --only part2 --repeat 3', description: 'One part, three times' },
    {
      command: 'distq judge submissions --report report',
      description: 'A folder of submissions, with a table',
    },
    { command: 'distq judge lab', description: "distq's own services" },
  ];
  static override args = {
    files: Args.string({
      name: 'FILE',
      required: true,
      multiple: true,
      ignoreStdin: true,
      description: 'topology files or names, or folders with a lab.yaml in each submission',
      ...completes('topology'),
    }),
  };
  static override flags = {
    only: Flags.option({
      options: selections,
      multiple: true,
      helpValue: 'PART|ID',
      description: 'only this part or requirement; may be repeated',
    })(),
    repeat: Flags.integer({
      default: 1,
      min: 1,
      max: 1_000,
      helpValue: 'N',
      description: 'runs of each system',
    }),
    strict: Flags.boolean({ default: false, description: 'requirements beyond the lab must pass, too' }),
    'dry-run': Flags.boolean({
      default: false,
      description:
        'only start each system, probe each address, post ten messages, and say what would be judged',
    }),
    report: Flags.string({
      helpValue: 'DIR',
      ...completes('directory'),
      description: 'directory for the reports: HTML, JSON, JUnit, and CSV of several',
    }),
    runtime: Flags.option({ options: runtimeNames, description: 'runtime of the members' })(),
    'wait-timeout': waitTimeoutFlag('seconds for each start'),
  };
  protected override readonly graceMs = 60_000;

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Judge);
    const { findSubmissions } = await import('../../judge/run/find-submissions.ts');
    const files = await findSubmissions([args.files].flat());
    if (flags['dry-run']) return this.#dryRun(files, flags);
    if (flags.report !== undefined) {
      const { prepareJudgements } = await import('../../judge/report/write-judgements.ts');
      await prepareJudgements(flags.report);
    }
    const { judgeSystem } = await import('../../judge/run/judge-system.ts');
    const all: SystemJudgement[] = [];
    const colours = coloursFor('stdout');
    const isMany = files.length * flags.repeat > 1;
    for (const file of files)
      for (let run = 1; run <= flags.repeat; run++) {
        if (isMany && !flags.json)
          process.stdout.write(`\n${colours.bold(file)}${flags.repeat > 1 ? ` (run ${run})` : ''}\n`);
        let part: string | undefined;
        const onRow = (row: JudgedRow): void => {
          if (flags.json) return;
          if (row.part !== part) process.stdout.write(renderPart(row.part, colours));
          part = row.part;
          process.stdout.write(renderRow(row, colours));
        };
        const judgement = await judgeSystem({
          ...this.#start(file, flags),
          strict: flags.strict,
          run,
          onRow,
        });
        all.push(judgement);
        if (!flags.json) process.stdout.write(renderJudgement(judgement, colours));
        // After each: an interruption must not lose what was judged.
        await this.#report(flags.report, all, isMany);
      }
    const isPassed = all.every(({ verdict }) => verdict === 'passed');
    this.print<JudgeDocument>(flags.json, { passed: isPassed, submissions: all }, () =>
      isMany ? renderSubmissions(all, colours) : '',
    );
    const problem = all.length === 1 ? all[0]?.problem : null;
    process.exitCode = isPassed ? ExitCode.ok : (problem?.exitCode ?? ExitCode.checkFailed);
  }

  async #report(
    directory: string | undefined,
    all: readonly SystemJudgement[],
    isMany: boolean,
  ): Promise<void> {
    if (directory === undefined) return;
    const { writeJudgements } = await import('../../judge/report/write-judgements.ts');
    await writeJudgements(directory, all, { isMany });
  }

  async #dryRun(files: readonly string[], flags: JudgeFlags): Promise<void> {
    const { dryRun } = await import('../../judge/run/dry-run.ts');
    const submissions: JudgeDryRunDocument['submissions'] = [];
    for (const file of files) submissions.push(await dryRun(this.#start(file, flags)));
    const colours = coloursFor('stdout');
    this.print<JudgeDryRunDocument>(flags.json, { submissions }, () =>
      submissions.map((one) => renderDryRun(one, colours)).join('\n'),
    );
    const isFine = submissions.every(({ problem }) => problem === null);
    process.exitCode = isFine ? ExitCode.ok : ExitCode.checkFailed;
  }

  #start(file: string, flags: JudgeFlags): LabStart & { only: readonly Selection[] } {
    return {
      file,
      workingDirectory: process.cwd(),
      runtime: flags.runtime,
      waitTimeoutMs: waitTimeoutMs(flags),
      suffix: process.pid.toString(36),
      only: flags.only ?? [],
      signal: this.interrupted,
      onProgress: progress,
    };
  }
}

interface JudgeFlags {
  json: boolean;
  only: Selection[] | undefined;
  runtime: RuntimeName | undefined;
  'wait-timeout': number | undefined;
}
