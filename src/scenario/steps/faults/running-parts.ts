import type { SessionStatus } from '../../../control/contract.ts';
import { NotReadyError } from '../../../foundation/errors/errors.ts';
import { identifyPart, type PartIdentity } from './part-identity.ts';

/** The running processes by name. Read them before a fault: an ended process can no longer be identified. */
export type RunningParts = ReadonlyMap<string, PartIdentity>;

export async function identifyAll({ services, members }: SessionStatus): Promise<RunningParts> {
  const found = await Promise.all(
    [...services, ...members].map(async (part) => {
      const identity = await identifyPart(part);
      return identity === undefined ? [] : [[part.name, identity] as const];
    }),
  );
  return new Map(found.flat());
}

/** @throws NotReadyError if it is not running: a fault without a target proves nothing. */
export function requireRunning(running: RunningParts, name: string): PartIdentity {
  const identity = running.get(name);
  if (identity === undefined) throw new NotReadyError(`${name} is not running, so the fault has no target`);
  return identity;
}
