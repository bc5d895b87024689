import { Config, Help, type Command } from '@oclif/core';
import { closestName } from '../foundation/text/closest-name.ts';
import { UsageError } from '../foundation/errors/errors.ts';
import { describeFailure } from '../terminal/failure.ts';
import { watchInterruption } from './frame/interruption.ts';
import { oclifPackage, TablePlugin, type LoadedCommand, type Program } from './command-plugin.ts';
import { reportFailure } from './frame/report-failure.ts';
import { resolveCommand } from './resolve.ts';
import { commandTable, topics } from './command-table.ts';

/** Runs the command that the arguments name, renders errors and sets the exit code. */
export async function runCommandLine(args: string[], program: Program): Promise<void> {
  // A closed standard error must not end a run before its verdict.
  process.stderr.on('error', () => undefined);
  let loaded: LoadedCommand | undefined;
  try {
    const resolved = resolveCommand(args, {
      ids: commandTable.map(({ id }) => id),
      aliases: new Map(
        commandTable.flatMap(({ id, aliases = [] }) => aliases.map((alias) => [alias, id] as const)),
      ),
    });
    const entry = commandTable.find(({ id }) => id === resolved.id);
    if (entry !== undefined) loaded = { id: entry.id, class: await entry.load() };
    const root = process.cwd();
    const pjson = oclifPackage(program, topics);
    const plugin = new TablePlugin(commandTable, loaded, pjson, root);
    const first = resolved.id ?? resolved.topic;
    const config = await Config.load({
      root,
      pjson,
      version: program.version,
      plugins: new Map([[plugin.name, plugin]]),
    });
    // oclif's own run() would treat the first argument as part of the command's name.
    if (resolved.id === undefined || wantsHelp(resolved.args)) {
      watchInterruption({ graceMs: 0, onlyShows: true });
      await new Help(config, pjson.oclif.helpOptions).showHelp(first === undefined ? [] : [first]);
    } else {
      await config.runCommand(resolved.id, resolved.args);
    }
  } catch (error) {
    reportFailure(explainFlags(error, loaded), wantsJson(args));
  }
}

function wantsJson(args: readonly string[]): boolean {
  return beforeDashes(args).includes('--json');
}

function wantsHelp(args: readonly string[]): boolean {
  return beforeDashes(args).some((arg) => arg === '--help' || arg === '-h');
}

function beforeDashes(args: readonly string[]): readonly string[] {
  const end = args.indexOf('--');
  return args.slice(0, end === -1 ? undefined : end);
}

/** oclif's errors about flags do not name the valid flags. */
function explainFlags(error: unknown, command: LoadedCommand | undefined): unknown {
  if (command === undefined || !(error instanceof Error)) return error;
  const name = `distq ${command.id.replaceAll(':', ' ')}`;
  if ('flags' in error && Array.isArray(error.flags)) {
    const unknown = error.flags.map(String);
    const valid = flagNames(command.class);
    const meant = unknown.map((flag) => closestName(flag, valid)).filter((flag) => flag !== undefined);
    const suggestion = meant.length === 0 ? '' : ` (did you mean ${meant.join(', ')}?)`;
    return new UsageError(`unknown flag: ${unknown.join(', ')}${suggestion}`, {
      hint: `${name} takes ${valid.join(', ')}`,
      cause: error,
    });
  }
  const { failure } = describeFailure(error);
  if (failure.code !== 'usage' || failure.hint !== undefined) return error;
  return new UsageError(failure.message, { hint: `see ${name} --help`, cause: error });
}

function flagNames(command: Command.Class): string[] {
  const names = Object.keys({ ...command.flags, ...command.baseFlags });
  return [...names.map((name) => `--${name}`), '--help'].sort();
}
