import { InvalidFileError } from '../../src/foundation/errors/errors.ts';
import { parseTopology } from '../../src/topology/load-topology.ts';

/** The problems of a topology's text as `line:column: message`; none if it holds. */
export function problemsOf(text: string): string[] {
  try {
    parseTopology(text, 'file.yaml');
    return [];
  } catch (error) {
    // Anything else is a bug.
    if (!(error instanceof InvalidFileError)) throw error;
    return error.problems.map(({ line, column, message }) => `${line}:${column}: ${message}`);
  }
}
