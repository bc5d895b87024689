import type { Command, Interfaces } from '@oclif/core';
import type { CommandEntry } from './command-table.ts';

export interface Program {
  version: string;
  description: string;
}

/** A command of the table, imported because it will be run or its help shown. */
export interface LoadedCommand {
  id: string;
  class: Command.Class;
}

/** What oclif otherwise reads from a package.json; distq's is compiled in. */
export function oclifPackage(
  program: Program,
  topics: Interfaces.OclifConfiguration['topics'],
): Interfaces.PJSON {
  return {
    name: 'distq',
    version: program.version,
    description: program.description,
    oclif: {
      bin: 'distq',
      dirname: 'distq',
      topicSeparator: ' ',
      additionalHelpFlags: ['-h'],
      helpOptions: { maxWidth: 110, hideCommandSummaryInDescription: true, hideAliasesFromRoot: true },
      ...(topics === undefined ? {} : { topics }),
    },
  };
}

/** The commands of the table, as oclif's only plugin. */
export class TablePlugin implements Interfaces.Plugin {
  readonly _base = 'distq';
  readonly alias = 'distq';
  readonly name = 'distq';
  readonly type = 'core';
  readonly moduleType = 'module';
  readonly commandsDir = undefined;
  readonly hasManifest = true;
  readonly hooks = {};
  readonly isRoot = true;
  readonly valid = true;
  readonly options: Interfaces.Options;
  readonly pjson: Interfaces.PJSON;
  readonly root: string;
  readonly version: string;
  readonly commands: Command.Loadable[];

  constructor(
    entries: readonly CommandEntry[],
    loaded: LoadedCommand | undefined,
    pjson: Interfaces.PJSON,
    root: string,
  ) {
    this.pjson = pjson;
    this.root = root;
    this.version = pjson.version;
    this.options = { root, isRoot: true, pjson };
    this.commands = entries.map((entry) =>
      loadable(entry, entry.id === loaded?.id ? loaded.class : undefined),
    );
  }

  get commandIDs(): string[] {
    return this.commands.map(({ id }) => id);
  }

  get topics(): Interfaces.Topic[] {
    return Object.entries(this.pjson.oclif.topics ?? {}).map(([name, topic]) => ({ name, ...topic }));
  }

  async findCommand(id: string): Promise<Command.Class> {
    const command = this.commands.find((candidate) => candidate.id === id);
    if (command === undefined) throw new Error(`no command ${id} in the table`);
    return command.load();
  }

  load(): Promise<void> {
    return Promise.resolve();
  }
}

/** Flags and arguments are only loaded for the command that is run or whose help is shown. */
function loadable(entry: CommandEntry, loaded: Command.Class | undefined): Command.Loadable {
  const common = {
    id: entry.id,
    summary: entry.summary,
    aliases: entry.aliases ?? [],
    hiddenAliases: [],
    hidden: false,
    pluginName: 'distq',
    pluginType: 'core',
    load: entry.load,
  };
  if (loaded === undefined) return { ...common, flags: {}, args: {} };
  return {
    ...common,
    description: loaded.description,
    examples: loaded.examples,
    strict: loaded.strict,
    usage: loaded.usage,
    flags: named({ ...loaded.baseFlags, ...loaded.flags }),
    args: named(loaded.args),
  };
}

function named<T extends object>(items: Record<string, T>): Record<string, T & { name: string }> {
  return Object.fromEntries(Object.entries(items).map(([name, item]) => [name, { ...item, name }]));
}
