import { parseScenario } from '../../../src/scenario/file/load-scenario.ts';
import { topologyFindings } from '../../../src/scenario/file/topology-findings.ts';
import { InvalidFileError } from '../../../src/foundation/errors/errors.ts';
import { parseTopology } from '../../../src/topology/load-topology.ts';
import labText from '../../../topologies/lab.yaml';

/** The problems of a scenario's text as `line:column: message`; none if it is valid and fits the lab. */
export function problemsOf(text: string): string[] {
  const lab = parseTopology(labText, 'lab.yaml');
  try {
    parseScenario(text, 'file.yaml', [(scenario) => topologyFindings(scenario, lab)]);
    return [];
  } catch (error) {
    // Anything else is a bug.
    if (!(error instanceof InvalidFileError)) throw error;
    return error.problems.map(({ line, column, message }) => `${line}:${column}: ${message}`);
  }
}
