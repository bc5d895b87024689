import type { SessionStatus } from '../../control/contract.ts';
import { NotReadyError } from '../../foundation/errors/errors.ts';
import { identifyPart, type PartIdentity } from './part-identity.ts';

/** Who runs under each name. Of a process that is gone nobody can tell any more which one it was, so this comes before a fault. */
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

/** @throws NotReadyError if it does not run: a fault that hits nothing proves nothing. */
export function requireRunning(running: RunningParts, name: string): PartIdentity {
  const identity = running.get(name);
  if (identity === undefined) throw new NotReadyError(`${name} does not run, so no fault can hit it`);
  return identity;
}
