import type { Topology } from '../../topology/topology.ts';
import { BaseCommand } from '../frame/base.ts';
import type { TopologyValidateDocument } from '../frame/documents.ts';
import { topologyArgument } from './topology-argument.ts';

export class TopologyValidate extends BaseCommand {
  static override description =
    'Checks a topology file and lists every problem as file:line:column with the expected value. Exits with 2 if the file is invalid.';
  static override examples = [
    { command: 'distq topology validate ./my.yaml', description: 'Check a file' },
    { command: 'distq topology validate ./my.yaml --json', description: 'For an editor or a pipeline' },
  ];
  static override args = { topology: topologyArgument };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(TopologyValidate);
    const { findTopology } = await import('../../topology/builtin-topologies.ts');
    const { instancesOf } = await import('../../topology/order.ts');
    const { topology, file } = await findTopology(args.topology, process.cwd());
    const instances = instancesOf(topology).length;
    this.print<TopologyValidateDocument>(flags.json, { file, topology: topology.name, valid: true }, () =>
      renderValid(file, topology, instances),
    );
  }
}

function renderValid(file: string, { name, cluster }: Topology, instances: number): string {
  return `${file} is valid: topology ${name}, ${cluster.members.length} members, ${instances} instances\n`;
}
