import { Flags } from '@oclif/core';

/** @param description what it bounds */
export function waitTimeoutFlag(description: string) {
  return Flags.integer({
    min: 1,
    // A timer of Node.js that is set to more than some weeks fires at once.
    max: 86_400,
    helpValue: 'SECONDS',
    description: `${description}, downloads included [default: 120, downloads not counted]`,
  });
}

/** @returns the bound in ms; undefined where none was given */
export function waitTimeoutMs({
  'wait-timeout': seconds,
}: {
  'wait-timeout': number | undefined;
}): number | undefined {
  return seconds === undefined ? undefined : seconds * 1_000;
}
