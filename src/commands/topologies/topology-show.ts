import { BaseCommand } from '../frame/base.ts';
import type { TopologyShowDocument } from '../frame/documents.ts';
import { topologyArgument } from './topology-argument.ts';

export class TopologyShow extends BaseCommand {
  static override description =
    'Prints the file as written: a template for your own. With --json, prints the parsed topology with all defaults.';
  static override examples = [
    { command: 'distq topology show lab > my.yaml', description: 'Create a topology of your own' },
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
