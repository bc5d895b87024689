import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { project } from '../shared/project.js';
import { readJson } from '../shared/read-json.js';
import { bundledFiles } from './bundled-files.js';

const inPackage = /^.*node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/;
const licenseFile = /^(licen[cs]e|copying|notice)([-.].*)?$/i;
const packageFile = z.object({
  name: z.string(),
  version: z.string(),
  license: z.string().optional().catch(undefined),
  author: z.union([z.string(), z.object({ name: z.string() }).transform(({ name }) => name)]).optional(),
});

/**
 * @typedef {object} BundledPackage
 * @property {string} name
 * @property {string} version
 * @property {string} license an SPDX expression
 * @property {string | undefined} holder
 * @property {string[]} texts the files in which the package states its license; none where it ships none
 */

/**
 * The packages that are, at least partly, in the bundle, by name and version, each once.
 * @returns {Promise<BundledPackage[]>}
 */
export async function bundledPackages() {
  const files = await bundledFiles();
  const directories = new Set(files.flatMap((file) => inPackage.exec(file)?.[0] ?? []));
  const packages = await Promise.all([...directories].map(readPackage));
  const unique = new Map(packages.map((each) => [`${each.name}@${each.version}`, each]));
  return [...unique.values()].sort((a, b) =>
    a.name === b.name ? compare(a.version, b.version) : compare(a.name, b.name),
  );
}

/**
 * @param {string} directory
 * @returns {Promise<BundledPackage>}
 */
async function readPackage(directory) {
  const root = join(project, directory);
  const { name, version, license, author } = await readJson(join(root, 'package.json'), packageFile);
  if (license === undefined) throw new Error(`${name} ${version} states no license in its package.json`);
  const files = (await readdir(root)).filter((file) => licenseFile.test(file)).sort();
  const texts = await Promise.all(files.map((file) => readFile(join(root, file), 'utf8')));
  return { name, version, license, holder: author, texts: texts.map((text) => text.trim()) };
}

/**
 * @param {string} a
 * @param {string} b
 */
function compare(a, b) {
  return a < b ? -1 : a > b ? 1 : 0;
}
