import { Args, Flags } from '@oclif/core';
import { startNames, startText } from '../../topology/starts.ts';
import { BaseCommand } from '../frame/base.ts';
import { completes } from '../frame/completes.ts';
import type { TopologyNewDocument } from '../frame/documents.ts';

export class TopologyNew extends BaseCommand {
  static override description =
    'Writes a commented topology file for services of your own. Change the places that have CHANGE; see docs/judge.md. Never overwrites a file.';
  static override examples = [
    { command: 'distq topology new --from python', description: 'Write lab.yaml for services in Python' },
    {
      command: 'distq topology new --from compose mine.yaml',
      description: 'For services that docker compose starts',
    },
  ];
  static override args = {
    file: Args.string({
      name: 'FILE',
      default: 'lab.yaml',
      ignoreStdin: true,
      description: 'file to write',
      ...completes('file'),
    }),
  };
  static override flags = {
    from: Flags.option({
      options: startNames,
      required: true,
      description: 'what the services are written in, or started by',
    })(),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(TopologyNew);
    const { writeNewFile } = await import('../../foundation/files/write-new-file.ts');
    await writeNewFile(args.file, startText(flags.from));
    this.print<TopologyNewDocument>(
      flags.json,
      { file: args.file },
      () =>
        `wrote ${args.file}: change the places that have CHANGE, then run \`distq judge ${args.file} --dry-run\`\n`,
    );
  }
}
