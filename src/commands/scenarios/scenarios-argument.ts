import { Args } from '@oclif/core';
import { completes } from '../frame/completes.ts';

const arg = {
  name: 'NAME|FILE',
  description: 'scenario names, files, or file patterns',
  ...completes('scenario'),
  multiple: true,
  ignoreStdin: true,
} as const;

/** One or more scenarios. */
export const scenariosArgument = Args.string({ ...arg, required: true });

/** No names: all scenarios, filtered by a flag. */
export const anyScenariosArgument = Args.string(arg);
