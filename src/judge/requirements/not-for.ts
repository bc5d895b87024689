import type { Lab } from '../lab.ts';

/** Each of these gives the reason why a system cannot be asked; undefined: it can. */

export function noLog({ system, roles }: Lab): string | undefined {
  if (system.readLog === undefined) return 'the file names no address of the log (client.log)';
  if ((system.readModes?.log ?? 'pure') !== 'pure') return 'the GET of the log takes messages';
  return roles.loggers.length === 0 ? 'the system has no logging-service' : undefined;
}

export function noReceived({ system, roles }: Lab): string | undefined {
  if (system.received === undefined)
    return 'the file names no address of the received messages (client.received)';
  return roles.consumers.length === 0 ? 'the system has no messages-service' : undefined;
}

export function noMerged({ system }: Lab): string | undefined {
  return system.readMerged === undefined
    ? 'the file names no address of the merged answer (client.merged)'
    : undefined;
}

/** @param least number of logging-services */
export function fewerLoggers(least: number): (lab: Lab) => string | undefined {
  return ({ roles }) =>
    roles.loggers.length < least
      ? `the system has ${roles.loggers.length} logging-services; this needs ${least}`
      : undefined;
}

/** The first reason of several. */
export function firstOf(
  ...reasons: readonly ((lab: Lab) => string | undefined)[]
): (lab: Lab) => string | undefined {
  return (lab) => reasons.map((reason) => reason(lab)).find((text) => text !== undefined);
}
