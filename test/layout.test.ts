import { readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { expect, test } from 'vitest';

const project = join(import.meta.dirname, '..');
/** The same thing in each service. */
const sameInEachService = new Set(['app.ts', 'service.ts']);

async function filesOf(folder: string): Promise<string[]> {
  const found = await readdir(join(project, folder), { recursive: true, withFileTypes: true });
  return found.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

test.each(['src', 'test', 'scripts'])('no folder of %s holds more than twenty files', async (folder) => {
  const counts = new Map<string, number>();
  for (const file of await filesOf(folder)) {
    const parent = dirname(file).slice(project.length + 1);
    counts.set(parent, (counts.get(parent) ?? 0) + 1);
  }
  expect([...counts].filter(([, count]) => count > 20)).toEqual([]);
});

test('no two files of src have one name', async () => {
  const seen = new Map<string, string>();
  const twice: string[][] = [];
  for (const file of await filesOf('src')) {
    const name = basename(file);
    const first = seen.get(name);
    if (first !== undefined && !sameInEachService.has(name)) twice.push([first, file]);
    seen.set(name, file);
  }
  expect(twice).toEqual([]);
});
