import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundledFiles } from './bundle.js';

const project = fileURLToPath(new URL('..', import.meta.url));
const inPackage = /^.*node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/;
const licenseFile = /^(licen[cs]e|copying|notice)([-.].*)?$/i;

/**
 * The packages of which something is in the bundle, by name and version, each once.
 * @returns {Promise<{name: string, version: string, license: string, holder: string | undefined, texts: string[]}[]>} `license` is an SPDX expression, `texts` the
 *   files in which the package states it; none where it ships none
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

async function readPackage(directory) {
  const root = join(project, directory);
  const { name, version, license, author } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  if (typeof license !== 'string')
    throw new Error(`${name} ${version} states no license in its package.json`);
  const files = (await readdir(root)).filter((file) => licenseFile.test(file)).sort();
  const texts = await Promise.all(files.map((file) => readFile(join(root, file), 'utf8')));
  const holder = typeof author === 'object' ? author.name : author;
  return { name, version, license, holder, texts: texts.map((text) => text.trim()) };
}

function compare(a, b) {
  return a < b ? -1 : a > b ? 1 : 0;
}
