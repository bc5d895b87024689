import { readYaml } from '../shared/yaml/read-yaml.ts';
import { scenarioRules } from './rules.ts';
import { scenarioSchema, type Scenario } from './schema.ts';

/**
 * Reads a scenario from the text of its file.
 * @param file its name, as the problems show it
 * @throws InvalidFileError that lists every problem, one a line, as `file:line:column: what is wrong`
 */
export function parseScenario(text: string, file: string): Scenario {
  return readYaml(scenarioSchema, text, {
    file,
    rules: scenarioRules,
    hint: 'What a scenario file may hold: docs/scenarios.md, or `distq scenario schema`',
  });
}
