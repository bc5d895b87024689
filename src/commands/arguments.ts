import { Args } from '@oclif/core';

/** One or more instances or services. */
export const namesArgument = Args.string({
  name: 'NAME',
  description: 'an instance (messages-service-1), or a service for all of its instances (messages-service)',
  required: true,
  multiple: true,
  ignoreStdin: true,
});

/** Instances, services or members; without one, all. */
export const anyNamesArgument = Args.string({
  name: 'NAME',
  description: 'instances, services or members; none means all',
  multiple: true,
  ignoreStdin: true,
});
