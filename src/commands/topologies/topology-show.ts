import { BaseCommand } from '../frame/base.ts';
import type { TopologyShowDocument } from '../frame/documents.ts';
import { topologyArgument } from './topology-argument.ts';

export class TopologyShow extends BaseCommand {
  static override description =
    'The file as it is written, to begin one of your own with. With --json, what it means, defaults included.';
  static override examples = [
    { command: 'distq topology show lab > my.yaml', description: 'Begin a topology of your own' },
    { command: 'distq topology show lab --json', description: 'With every default filled in' },
  ];
  static override args = { topology: topologyArgument };
  protected override readonly onlyShows = true;

  async run(): Promise<void> {
    const { args, flags } = await this.parse(TopologyShow);
    const { findTopology } = await import('../../topology/builtin-topologies.ts');
    const { topology, file, text } = await findTopology(args.topology, process.cwd());
    this.print<TopologyShowDocument>(flags.json, { file, topology }, () =>
      text.endsWith('\n') ? text : `${text}\n`,
    );
  }
}
