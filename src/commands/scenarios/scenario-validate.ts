import { BaseCommand } from '../frame/base.ts';
import type { ScenarioValidateDocument } from '../frame/documents.ts';
import { scenariosArgument } from './scenarios-argument.ts';

export class ScenarioValidate extends BaseCommand {
  static override description =
    'Checks scenario files and lists every problem as file:line:column with the expected value. Exits with 2 if any file is invalid.';
  static override examples = [
    { command: 'distq scenario validate ./my-scenario.yaml', description: 'Check a file' },
  ];
  static override args = { scenarios: scenariosArgument };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(ScenarioValidate);
    const { findScenarios } = await import('../../scenario/file/find-scenarios.ts');
    const found = await findScenarios([args.scenarios].flat(), process.cwd());
    const scenarios = found.map(({ file, scenario }) => ({
      file,
      scenario: scenario.name,
      valid: true as const,
    }));
    this.print<ScenarioValidateDocument>(flags.json, { scenarios }, () =>
      found
        .map(({ file, scenario }) => `${file} is valid: ${scenario.name}, ${scenario.steps.length} steps\n`)
        .join(''),
    );
  }
}
