import { DistqError, ExitCode } from '../../foundation/errors/errors.ts';

/** A dependency of a service did not answer in time; clients get 503 with `Retry-After`. */
export class UnavailableError extends DistqError {
  constructor(message: string, cause?: unknown) {
    super('unavailable', ExitCode.notReady, message, {
      hint: 'send the request again; `distq status` shows what is not ready',
      cause,
    });
  }
}
