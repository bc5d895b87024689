import { Flags } from '@oclif/core';

/** @param description what the timeout covers */
export function waitTimeoutFlag(description: string) {
  return Flags.integer({
    min: 1,
    // A Node.js timer of more than 24 days fires immediately.
    max: 86_400,
    helpValue: 'SECONDS',
    description: `${description}, including downloads [default: 120, excluding downloads]`,
  });
}

/** @returns the timeout in ms; undefined if none was given */
export function waitTimeoutMs({
  'wait-timeout': seconds,
}: {
  'wait-timeout': number | undefined;
}): number | undefined {
  return seconds === undefined ? undefined : seconds * 1_000;
}
