import { Args } from '@oclif/core';
import { completes } from '../frame/completes.ts';

/** A topology by name or file. */
export const topologyArgument = Args.string({
  name: 'NAME|FILE',
  description: 'a name from `distq topology list`, or a file (with a slash, .yaml or .yml)',
  ...completes('topology'),
  required: true,
  ignoreStdin: true,
});
