import type { Command, Interfaces } from '@oclif/core';
import {
  nameKinds,
  type ArgDescription,
  type CommandDescription,
  type Completes,
  type Example,
  type FlagDescription,
} from '../../foundation/text/command-description.ts';
import { BaseCommand } from './base.ts';
import { completionOf } from './completes.ts';

/** Loads every command of the table and describes its flags and arguments. */
export function describeCommands(entries: readonly Command.Loadable[]): Promise<CommandDescription[]> {
  return Promise.all(entries.map(async (entry) => describeCommand(entry, await entry.load())));
}

function describeCommand(entry: Command.Loadable, command: Command.Class): CommandDescription {
  const flags = { ...command.flags, ...command.baseFlags };
  return {
    words: entry.id.replaceAll(':', ' '),
    aliases: entry.aliases,
    summary: entry.summary ?? '',
    description: command.description ?? '',
    flags: [
      ...Object.entries(flags).flatMap(([name, flag]) => (flag.hidden ? [] : describeFlag(name, flag))),
      helpFlag,
    ],
    args: Object.values(command.args).flatMap((arg) => (arg.hidden ? [] : [describeArg(arg)])),
    examples: command.examples.flatMap(describeExample),
  };
}

/** Handled in `run.ts`, before oclif parses the flags. */
export const helpFlag: FlagDescription = {
  name: 'help',
  char: 'h',
  description: 'show help',
  value: undefined,
  isGlobal: true,
  defaultText: undefined,
  env: undefined,
};

/** @returns two descriptions for a switch that can also be turned off */
function describeFlag(name: string, flag: Command.Flag.Any): FlagDescription[] {
  const common = {
    name,
    char: flag.char,
    description: flag.description ?? '',
    isGlobal: name in BaseCommand.baseFlags,
    env: flag.env,
  };
  if (flag.type === 'option') {
    const label = [flag.helpValue ?? (flag.options === undefined ? 'N' : flag.options.join('|'))]
      .flat()
      .join(' ');
    const value = { label, completes: completesOf(flag) };
    return [{ ...common, value, defaultText: textOf(flag.default) }];
  }
  const on = { ...common, value: undefined, defaultText: undefined };
  if (!('allowNo' in flag) || !flag.allowNo) return [on];
  return [on, { ...on, name: `no-${name}`, char: undefined, description: `do not ${common.description}` }];
}

function describeArg(arg: Interfaces.Arg<unknown>): ArgDescription {
  return {
    label: arg.name,
    description: arg.description ?? '',
    isRequired: arg.required ?? false,
    isRepeated: arg.multiple ?? false,
    completes: completesOf(arg),
  };
}

function completesOf(definition: { options?: readonly unknown[] | undefined }): Completes {
  if (definition.options !== undefined) return { kind: 'words', words: definition.options.map(String) };
  const mark = completionOf(definition);
  const of = nameKinds.find((kind) => kind === mark);
  return of === undefined ? { kind: 'nothing' } : { kind: 'names', of };
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}

function describeExample(example: Command.Example): Example[] {
  return typeof example === 'string' ? [] : [example];
}
