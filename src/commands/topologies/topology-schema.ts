import { jsonDocument } from '../../terminal/json.ts';
import { BaseCommand } from '../frame/base.ts';

export class TopologySchema extends BaseCommand {
  static override description =
    'The JSON Schema of topology files, by which an editor completes and checks them. It is JSON also without --json.';
  static override examples = [
    { command: 'distq topology schema > topology.schema.json', description: 'Give it to an editor' },
  ];
  protected override readonly onlyShows = true;

  async run(): Promise<void> {
    await this.parse(TopologySchema);
    const { topologyJsonSchema } = await import('../../topology/topology-json-schema.ts');
    process.stdout.write(jsonDocument(topologyJsonSchema()));
  }
}
