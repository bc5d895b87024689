import { Flags } from '@oclif/core';

/** @param description what it bounds */
export function waitTimeoutFlag(description: string) {
  return Flags.integer({
    default: 120,
    min: 1,
    // A timer of Node.js that is set to more than some weeks fires at once.
    max: 86_400,
    helpValue: 'SECONDS',
    description,
  });
}
