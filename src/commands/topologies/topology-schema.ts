import { jsonDocument } from '../../terminal/json.ts';
import { BaseCommand } from '../frame/base.ts';

export class TopologySchema extends BaseCommand {
  static override description =
    'Prints the JSON Schema of topology files, for completion and checks in an editor. The output is always JSON.';
  static override examples = [
    { command: 'distq topology schema > topology.schema.json', description: 'Save it for an editor' },
  ];
  protected override readonly onlyShows = true;

  async run(): Promise<void> {
    await this.parse(TopologySchema);
    const { topologyJsonSchema } = await import('../../topology/topology-json-schema.ts');
    process.stdout.write(jsonDocument(topologyJsonSchema()));
  }
}
