import { readFile, readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const project = fileURLToPath(new URL('../..', import.meta.url));
const scheme = 'built-in:';

/**
 * Provides the modules `built-in:FOLDER` to a bundle (src/built-in-files.d.ts).
 * @type {import('esbuild').Plugin}
 */
export const builtInFiles = {
  name: 'built-in-files',
  setup(build) {
    build.onResolve({ filter: /^built-in:/ }, ({ path }) => ({ path, namespace: 'built-in' }));
    build.onLoad({ filter: /^/, namespace: 'built-in' }, async ({ path }) => ({
      contents: await builtInModule(path.slice(scheme.length)),
    }));
  },
};

/**
 * @param {string} folder of the project
 * @returns the source of the module `built-in:FOLDER`: each YAML file of the folder, by name
 */
export async function builtInModule(folder) {
  const directory = join(project, folder);
  const names = (await readdir(directory))
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => basename(file, '.yaml'));
  const files = names
    .sort()
    .map(async (name) => ({ name, text: await readFile(join(directory, `${name}.yaml`), 'utf8') }));
  return `export const files = ${JSON.stringify(await Promise.all(files))};`;
}
