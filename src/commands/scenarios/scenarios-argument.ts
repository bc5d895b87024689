import { Args } from '@oclif/core';
import { completes } from '../frame/completes.ts';

const arg = {
  name: 'NAME|FILE',
  description: 'scenarios by name, files, or patterns of files',
  ...completes('scenario'),
  multiple: true,
  ignoreStdin: true,
} as const;

/** One or more scenarios. */
export const scenariosArgument = Args.string({ ...arg, required: true });

/** None is all of them, where a flag picks some. */
export const anyScenariosArgument = Args.string(arg);
