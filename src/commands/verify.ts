import { Args } from '@oclif/core';
import { coloursFor } from '../terminal/colours.ts';
import { renderVerdict } from './verdict-view.ts';
import { BaseCommand } from './base.ts';
import { exitCodeOf } from './verdict-exit-code.ts';

export class Verify extends BaseCommand {
  static override description =
    'Judges a run again from its files alone: the journal of what was posted, and what was found afterwards. Exits as the run did.';
  static override examples = [
    { command: 'distq verify ./report', description: 'The verdict of a run that was reported there' },
  ];
  static override args = {
    directory: Args.string({
      name: 'DIR',
      description: 'what --report named',
      required: true,
      ignoreStdin: true,
    }),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Verify);
    const { readEvidence } = await import('../scenario/evidence.ts');
    const { documentFrom } = await import('../scenario/run-document.ts');
    const { record, journal } = await readEvidence(args.directory);
    const document = documentFrom(record, journal);
    this.print(flags.json, document, () =>
      renderVerdict(document, { directory: args.directory, reported: false }, coloursFor('stdout')),
    );
    process.exitCode = exitCodeOf(document.verdict);
  }
}
