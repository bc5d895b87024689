import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { glob, isDynamicPattern } from 'tinyglobby';
import { InvalidFileError, UsageError } from '../../foundation/errors/errors.ts';
import { findScenario, listScenarios, type FoundScenario } from './builtin-scenarios.ts';

/**
 * The scenarios of these names, files and patterns of files, in the order given.
 * @throws UsageError if one is not found or a pattern matches nothing; InvalidFileError with every problem of all invalid files
 */
export async function findScenarios(wanted: readonly string[], directory: string): Promise<FoundScenario[]> {
  const found: FoundScenario[] = [];
  const broken: InvalidFileError[] = [];
  for (const file of await expandPatterns(wanted, directory)) {
    try {
      found.push(await findScenario(file, directory));
    } catch (error) {
      if (!(error instanceof InvalidFileError)) throw error;
      broken.push(error);
    }
  }
  const [first] = broken;
  if (first === undefined) return found;
  throw new InvalidFileError(broken.map(({ message }) => message).join('\n'), {
    problems: broken.flatMap(({ problems }) => problems),
    hint: first.hint,
    cause: first,
  });
}

/**
 * The scenarios with this tag, among the named ones, or else among all.
 * @throws as findScenarios; UsageError if there is none
 */
export async function findTagged(
  tag: string,
  wanted: readonly string[],
  directory: string,
): Promise<FoundScenario[]> {
  const known = wanted.length > 0 ? wanted : (await listScenarios(directory)).map(({ name }) => name);
  const found = await findScenarios(known, directory);
  const tagged = found.filter(({ scenario }) => scenario.tags.includes(tag));
  if (tagged.length > 0) return tagged;
  const tags = [...new Set(found.flatMap(({ scenario }) => scenario.tags))];
  throw new UsageError(`no scenario has the tag "${tag}"`, {
    hint: tags.length === 0 ? 'none of them has a tag' : `tags: ${tags.join(', ')}`,
  });
}

async function expandPatterns(wanted: readonly string[], directory: string): Promise<string[]> {
  const files: string[] = [];
  for (const word of wanted) {
    // Browsers name downloads like `demo (1).yaml`.
    const isPattern = isDynamicPattern(word) && !existsSync(resolve(directory, word));
    const matching = isPattern ? await glob(word, { cwd: directory }) : [word];
    if (matching.length === 0) {
      throw new UsageError(`no file matches ${word}`, {
        hint: 'a pattern is relative to the working directory; names: distq scenario list',
      });
    }
    files.push(...matching.sort());
  }
  return files;
}
