import { Args } from '@oclif/core';
import { sumUp } from '../../scenario/verdict/batch-result.ts';
import { isBroken } from '../../scenario/verdict/broken-run.ts';
import type { JudgedRun } from '../../scenario/run/judge-directory.ts';
import { coloursFor } from '../../terminal/colours.ts';
import { outputWidth, renderBatch } from '../views/batch-view.ts';
import type { VerifyDocument } from '../frame/documents.ts';
import { renderVerdict } from '../views/verdict-view.ts';
import { BaseCommand } from '../frame/base.ts';
import { completes } from '../frame/completes.ts';
import { exitCodeOf, exitCodeOfBatch } from './verdict-exit-code.ts';

export class Verify extends BaseCommand {
  static override description = [
    'Judges a run again from its files alone: the journal of posts, and the evidence collected afterwards. For a batch, judges every run that it',
    'planned; a run without evidence counts as failed. Exits with the same code as the run or the batch.',
  ].join(' ');
  static override examples = [
    { command: 'distq verify ./report', description: 'Judge the run or the batch in a directory' },
    { command: 'distq verify ./report/001-demo', description: 'Judge one run of a batch' },
  ];
  static override args = {
    directory: Args.string({
      name: 'DIR',
      description: 'directory given to --report',
      ...completes('directory'),
      required: true,
      ignoreStdin: true,
    }),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Verify);
    const { judgeDirectory } = await import('../../scenario/run/judge-directory.ts');
    const judged = await judgeDirectory(args.directory);
    if ('batch' in judged) {
      await this.#tellBatch(judged.batch, args.directory, flags.json);
      return;
    }
    const document = judged.only;
    this.print<VerifyDocument>(flags.json, document, () =>
      renderVerdict(document, { directory: args.directory, reported: false }, coloursFor('stdout')),
    );
    process.exitCode = exitCodeOf(document.verdict);
  }

  async #tellBatch(judged: readonly JudgedRun[], directory: string, json: boolean): Promise<void> {
    const { faultsByName } = await import('../../scenario/file/fault-words.ts');
    const result = sumUp(judged.map(({ document }) => document));
    this.print<VerifyDocument>(json, result, () => {
      const colours = coloursFor('stdout');
      const notPassed = judged.flatMap(({ document, directory: folder }) =>
        isBroken(document) || document.verdict === 'passed'
          ? []
          : [renderVerdict(document, { directory: folder, reported: true }, colours)],
      );
      const scenarios = judged.flatMap(({ scenario }) => scenario ?? []);
      const place = { directory, width: outputWidth(), faults: faultsByName(scenarios) };
      return `${notPassed.join('')}${renderBatch(result, place, colours)}`;
    });
    process.exitCode = exitCodeOfBatch(result);
  }
}
