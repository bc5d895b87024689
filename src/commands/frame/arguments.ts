import { Args } from '@oclif/core';
import { completes } from './completes.ts';

/** One or more instances or services. */
export const namesArgument = Args.string({
  name: 'NAME',
  description: 'an instance (messages-service-1), or a service (messages-service) for all its instances',
  ...completes('part'),
  required: true,
  multiple: true,
  ignoreStdin: true,
});

/** Instances, services or members; without one, all. */
export const anyNamesArgument = Args.string({
  name: 'NAME',
  description: 'instances, services or members; default: all',
  ...completes('part'),
  multiple: true,
  ignoreStdin: true,
});
