import { access, readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { glob } from 'tinyglobby';
import { expect, test } from 'vitest';
import { parseTopology } from '../../src/topology/load-topology.ts';

const examples = join(import.meta.dirname, '../../examples');
const files = await glob('**/lab.yaml', {
  cwd: examples,
  ignore: ['**/node_modules/**', '**/.venv/**'],
});

test('there are three, and a variant for each of eight faults', async () => {
  const folders = files.map((file) => dirname(file).replaceAll('\\', '/'));
  expect(folders.filter((folder) => !folder.includes('/')).sort()).toEqual(['java', 'node', 'python']);

  const readme = await readFile(join(examples, 'README.md'), 'utf8');
  const variants = [...readme.matchAll(/`(\w+\/faults\/[\w-]+)`/g)].map(([, folder]) => folder);
  expect(variants).toHaveLength(8);
  expect(folders.filter((folder) => folder.includes('/')).sort()).toEqual(variants.sort());
});

test.each(files)('%s is valid, and its programs and its schema exist', async (file) => {
  const directory = join(examples, dirname(file));
  const text = await readFile(join(examples, file), 'utf8');
  const { services } = parseTopology(text, file);

  const programs = Object.values(services).map(({ command = [], cwd = '' }) =>
    resolve(directory, cwd, command.at(-1)?.replace(/^[A-Z]\w+$/, '$&.java') ?? ''),
  );
  const schema = resolve(directory, /\$schema=(\S+)/.exec(text)?.[1] ?? '');
  await expect(Promise.all([...programs, schema].map((path) => access(path)))).resolves.toBeDefined();
});
