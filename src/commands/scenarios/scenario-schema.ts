import { jsonDocument } from '../../terminal/json.ts';
import { BaseCommand } from '../frame/base.ts';

export class ScenarioSchema extends BaseCommand {
  static override description =
    'Prints the JSON Schema of scenario files, for completion and checks in an editor. The output is always JSON.';
  static override examples = [
    { command: 'distq scenario schema > scenario.schema.json', description: 'Save it for an editor' },
  ];
  protected override readonly onlyShows = true;

  async run(): Promise<void> {
    await this.parse(ScenarioSchema);
    const { scenarioJsonSchema } = await import('../../scenario/file/scenario-json-schema.ts');
    process.stdout.write(jsonDocument(scenarioJsonSchema()));
  }
}
