import { NotReadyError } from '../../foundation/errors/errors.ts';

/**
 * An instance has forgotten messages that were requested, so it is unknown which ones they were. A second request does not
 * help. Exit 5.
 */
export class ForgottenError extends NotReadyError {
  /** @param hint how to make the system keep more */
  constructor(instance: string, hint: string) {
    super(`${instance} has forgotten the oldest messages that it received`, { hint });
  }
}
