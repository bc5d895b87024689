import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { UsageError } from '../../foundation/errors/errors.ts';

const fileName = 'lab.yaml';
const skipped: ReadonlySet<string> = new Set(['node_modules', '.venv', '.git', '.distq']);
const deepest = 8;

/**
 * The files to judge: each folder stands for every `lab.yaml` in it, in the order of their names. Anything else is taken as
 * a file or name of a topology.
 * @throws UsageError if a folder has none
 */
export async function findSubmissions(words: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const word of words) {
    const isFolder = await stat(word).then(
      (entry) => entry.isDirectory(),
      () => false,
    );
    if (!isFolder) {
      found.push(word);
      continue;
    }
    const files = await filesIn(word, 0);
    if (files.length === 0)
      throw new UsageError(`${word} has no ${fileName}`, {
        hint: `each submission needs a file ${fileName}: docs/judge.md`,
      });
    found.push(...files);
  }
  return [...new Set(found)];
}

async function filesIn(folder: string, depth: number): Promise<string[]> {
  if (depth > deepest) return [];
  // A folder that cannot be read must not stop the others.
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  entries.sort((one, other) => (one.name < other.name ? -1 : 1));
  const own = entries.filter((entry) => entry.isFile() && entry.name === fileName);
  const below: string[] = [];
  for (const entry of entries)
    if (entry.isDirectory() && !skipped.has(entry.name))
      below.push(...(await filesIn(join(folder, entry.name), depth + 1)));
  return [...own.map(({ name }) => join(folder, name)), ...below];
}
