import { jsonDocument } from '../../terminal/json.ts';
import { BaseCommand } from '../frame/base.ts';

export class ScenarioSchema extends BaseCommand {
  static override description =
    'The JSON Schema of scenario files, by which an editor completes and checks them. It is JSON also without --json.';
  static override examples = [
    { command: 'distq scenario schema > scenario.schema.json', description: 'Give it to an editor' },
  ];
  protected override readonly onlyShows = true;

  async run(): Promise<void> {
    await this.parse(ScenarioSchema);
    const { scenarioJsonSchema } = await import('../../scenario/file/scenario-json-schema.ts');
    process.stdout.write(jsonDocument(scenarioJsonSchema()));
  }
}
