import { Args } from '@oclif/core';

/** A topology by name or file. */
export const topologyArgument = Args.string({
  name: 'NAME|FILE',
  description: 'a name as in `distq topology list`, or a file (with a slash, .yaml or .yml)',
  required: true,
  ignoreStdin: true,
});
