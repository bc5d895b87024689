import { readYaml } from '../../foundation/yaml/read-yaml.ts';
import type { Rule } from '../../foundation/yaml/finding.ts';
import { scenarioRules } from './scenario-rules.ts';
import { scenarioSchema, type Scenario } from './scenario.ts';

/**
 * Reads a scenario from the text of its file.
 * @param file its name, as problems show it
 * @param furtherRules in addition to those of every scenario
 * @throws InvalidFileError that lists every problem, one per line, as `file:line:column: what is wrong`
 */
export function parseScenario(
  text: string,
  file: string,
  furtherRules: readonly Rule<Scenario>[] = [],
): Scenario {
  return readYaml(scenarioSchema, text, {
    file,
    rules: [...scenarioRules, ...furtherRules],
    hint: 'Keys of a scenario file: docs/scenarios.md, or `distq scenario schema`',
  });
}
