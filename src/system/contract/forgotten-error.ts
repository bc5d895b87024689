import { NotReadyError } from '../../foundation/errors/errors.ts';

/**
 * An instance no longer has all that it was asked for, so that nobody can tell what the rest was. Asking again does not help. Exit 5.
 */
export class ForgottenError extends NotReadyError {
  /** @param hint how the system keeps more */
  constructor(instance: string, hint: string) {
    super(`${instance} has forgotten the oldest messages that it received`, { hint });
  }
}
