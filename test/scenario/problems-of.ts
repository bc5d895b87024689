import { parseScenario } from '../../src/scenario/load.ts';
import { misfits } from '../../src/scenario/misfits.ts';
import { InvalidFileError } from '../../src/shared/errors.ts';
import { parseTopology } from '../../src/topology/load.ts';
import labText from '../../topologies/lab.yaml';

/** The problems of a scenario's text as `line:column: message`; none if it holds and fits the lab. */
export function problemsOf(text: string): string[] {
  const lab = parseTopology(labText, 'lab.yaml');
  try {
    parseScenario(text, 'file.yaml', [(scenario) => misfits(scenario, lab)]);
    return [];
  } catch (error) {
    // Anything else is a bug.
    if (!(error instanceof InvalidFileError)) throw error;
    return error.problems.map(({ line, column, message }) => `${line}:${column}: ${message}`);
  }
}
