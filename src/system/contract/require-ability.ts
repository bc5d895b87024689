import { UsageError } from '../../foundation/errors/errors.ts';

/**
 * @param ability an optional member of `System`
 * @param what it reads, for the message
 * @throws UsageError if the system does not have it
 */
export function requireAbility<T>(ability: T | undefined, what: string): T {
  if (ability !== undefined) return ability;
  throw new UsageError(`the services of this topology do not show ${what}`, {
    hint: 'leave it out, or use a topology with the services of distq',
  });
}
