import { files } from 'built-in:topologies';
import { InvalidFileError, UsageError } from '../foundation/errors/errors.ts';
import type { Word } from '../foundation/text/command-description.ts';
import { NamedFiles, type FileText, type KnownName } from '../foundation/files/named-files.ts';
import { withDirectories } from './directories.ts';
import { parseTopology } from './load-topology.ts';
import { instancesOf } from './order.ts';
import type { Topology } from './topology.ts';

const builtIn: ReadonlyMap<string, string> = new Map(files.map(({ name, text }) => [name, text]));

export interface FoundTopology extends FileText {
  topology: Topology;
}

/** A topology that can be started by name. */
export interface TopologyEntry extends KnownName {
  description: string;
  members: number;
  instances: number;
  /** The problem of the file; null: valid. */
  problem: string | null;
}

/**
 * The topology of a file or of a name; see `NamedFiles`. Working directories of commands are absolute.
 * @throws UsageError if it does not exist or cannot be read; InvalidFileError with every problem
 */
export async function findTopology(nameOrFile: string, directory: string): Promise<FoundTopology> {
  const { file, text } = await topologyFiles().find(nameOrFile, directory);
  const topology = await withDirectories(parseTopology(text, file), file, directory);
  return { topology, file, text };
}

/** Every name that findTopology knows, those of the directory first; a broken file is listed with its problem. */
export async function listTopologies(directory: string): Promise<TopologyEntry[]> {
  const names = await topologyFiles().names(directory);
  return Promise.all(names.map((known) => entryOf(known, directory)));
}

/** The built-in ones, independent of the working directory. */
export function builtInTopologies(): Word[] {
  return [...builtIn].map(([name, text]) => ({
    word: name,
    description: parseTopology(text, name).description,
  }));
}

function topologyFiles(): NamedFiles {
  return new NamedFiles('topology', 'topologies', builtIn);
}

async function entryOf(known: KnownName, directory: string): Promise<TopologyEntry> {
  try {
    const { topology } = await findTopology(known.name, directory);
    return {
      ...known,
      description: topology.description,
      members: topology.cluster.members.length,
      instances: instancesOf(topology).length,
      problem: null,
    };
  } catch (error) {
    if (!(error instanceof InvalidFileError || error instanceof UsageError)) throw error;
    return { ...known, description: '', members: 0, instances: 0, problem: error.message };
  }
}
