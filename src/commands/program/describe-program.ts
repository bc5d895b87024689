import type { Config } from '@oclif/core';
import type { FlagDescription, ProgramDescription } from '../../foundation/text/command-description.ts';
import { describeCommands, helpFlag } from '../frame/describe-commands.ts';

/**
 * Describes the whole command line from the command classes. They come from oclif, so calling this loads every command.
 */
export async function describeProgram(config: Config): Promise<ProgramDescription> {
  const { builtInScenarios } = await import('../../scenario/file/builtin-scenarios.ts');
  const { builtInTopologies } = await import('../../topology/builtin-topologies.ts');
  const description: unknown = config.pjson.description;
  const plugins = config.getPluginsList();
  return {
    name: config.name,
    version: config.version,
    description: typeof description === 'string' ? description : '',
    topics: plugins
      .flatMap(({ topics }) => topics)
      .map(({ name, description = '' }) => ({ name, description })),
    commands: await describeCommands(plugins.flatMap(({ commands }) => commands)),
    leadingFlags,
    builtIn: { topology: builtInTopologies(), scenario: builtInScenarios() },
  };
}

/** Handled in `resolve.ts` and `main.ts`, before any command is imported. */
const leadingFlags: FlagDescription[] = [
  helpFlag,
  switchFlag('version', 'print the version'),
  switchFlag('json', 'print JSON, including errors'),
  switchFlag('no-color', 'no colours (same as NO_COLOR)'),
];

function switchFlag(name: string, description: string): FlagDescription {
  return { ...helpFlag, name, char: undefined, description };
}
