import { readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import labText from '../../topologies/lab.yaml';
import minimalText from '../../topologies/minimal.yaml';
import seedText from '../../topologies/seed.yaml';
import { didYouMean } from '../shared/closest-name.ts';
import { InvalidFileError, UsageError } from '../shared/errors.ts';
import { readTextFile } from '../shared/read-text-file.ts';
import { maxFileBytes } from '../shared/yaml/read-yaml.ts';
import { parseTopology } from './load.ts';
import { instancesOf } from './order.ts';
import type { Topology } from './schema.ts';

const builtIn: ReadonlyMap<string, string> = new Map([
  ['lab', labText],
  ['seed', seedText],
  ['minimal', minimalText],
]);
const folder = 'topologies';

export interface FoundTopology {
  topology: Topology;
  /** Where it was found, as problems show it. */
  file: string;
  text: string;
}

/** A topology that can be started by its name. */
export interface TopologyEntry {
  name: string;
  origin: 'directory' | 'built-in';
  file: string;
  description: string;
  members: number;
  instances: number;
  /** What is wrong with the file; null: nothing. */
  problem: string | null;
}

/**
 * The topology of a file (a word with a slash, or one that ends in .yaml or .yml) or of a name: first
 * `topologies/NAME.yaml` in the directory, then the built-in one.
 * @throws UsageError if there is none or it cannot be read; InvalidFileError with every problem
 */
export async function findTopology(nameOrFile: string, directory: string): Promise<FoundTopology> {
  const { file, text } = await findText(nameOrFile, directory);
  return { topology: parseTopology(text, file), file, text };
}

/** Every name that findTopology knows, those of the directory first; a broken file is listed with its problem. */
export async function listTopologies(directory: string): Promise<TopologyEntry[]> {
  const local = await localNames(directory);
  const builtInOnly = [...builtIn.keys()].filter((name) => !local.includes(name));
  return [
    ...(await Promise.all(local.map((name) => entryOf(name, 'directory', directory)))),
    ...(await Promise.all(builtInOnly.map((name) => entryOf(name, 'built-in', directory)))),
  ];
}

async function findText(nameOrFile: string, directory: string): Promise<{ file: string; text: string }> {
  if (/[\\/]|\.ya?ml$/i.test(nameOrFile)) {
    return {
      file: nameOrFile,
      text: await readTextFile(resolve(directory, nameOrFile), nameOrFile, maxFileBytes),
    };
  }
  const local = await localNames(directory);
  if (local.includes(nameOrFile)) {
    const file = fileOf(nameOrFile);
    return { file, text: await readTextFile(resolve(directory, file), file, maxFileBytes) };
  }
  const text = builtIn.get(nameOrFile);
  if (text !== undefined) return { file: `built-in:${nameOrFile}.yaml`, text };
  const valid = [...new Set([...local, ...builtIn.keys()])];
  throw new UsageError(`no topology is called "${nameOrFile}"${didYouMean(nameOrFile, valid)}`, {
    hint: `valid names: ${valid.join(', ')}; for a file, give its path, like ./my.yaml`,
  });
}

async function localNames(directory: string): Promise<string[]> {
  // A directory without topologies of its own is the usual case.
  const files = await readdir(resolve(directory, folder)).catch(() => []);
  return files
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => file.slice(0, -'.yaml'.length))
    .sort();
}

async function entryOf(
  name: string,
  origin: TopologyEntry['origin'],
  directory: string,
): Promise<TopologyEntry> {
  const entry = { name, origin, file: origin === 'directory' ? fileOf(name) : `built-in:${name}.yaml` };
  try {
    const { topology } = await findTopology(name, directory);
    return {
      ...entry,
      description: topology.description,
      members: topology.cluster.members.length,
      instances: instancesOf(topology).length,
      problem: null,
    };
  } catch (error) {
    if (!(error instanceof InvalidFileError || error instanceof UsageError)) throw error;
    return { ...entry, description: '', members: 0, instances: 0, problem: error.message };
  }
}

function fileOf(name: string): string {
  return join(folder, `${name}.yaml`);
}
