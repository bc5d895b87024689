import { glob, isDynamicPattern } from 'tinyglobby';
import { UsageError } from '../shared/errors.ts';
import { findScenario, type FoundScenario } from './builtin.ts';

/**
 * The scenarios that names, files and patterns of files stand for, in the order given.
 * @throws UsageError if one is not found or a pattern matches nothing; InvalidFileError for one that does not hold
 */
export async function findScenarios(wanted: readonly string[], directory: string): Promise<FoundScenario[]> {
  const found: FoundScenario[] = [];
  for (const name of wanted) {
    const files = isDynamicPattern(name) ? await glob(name, { cwd: directory }) : [name];
    if (files.length === 0) throw new UsageError(`no file matches ${name}`);
    for (const file of files.sort()) found.push(await findScenario(file, directory));
  }
  return found;
}
