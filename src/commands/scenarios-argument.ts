import { Args } from '@oclif/core';

const arg = {
  name: 'NAME|FILE',
  description: 'scenarios by name, files, or patterns of files',
  multiple: true,
  ignoreStdin: true,
} as const;

/** One or more scenarios. */
export const scenariosArgument = Args.string({ ...arg, required: true });

/** None is all of them, where a flag picks some. */
export const anyScenariosArgument = Args.string(arg);
