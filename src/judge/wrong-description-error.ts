import { DistqError, ExitCode } from '../foundation/errors/errors.ts';

/** The file describes the system wrongly, such as a path that it does not have. Exit 2. */
export class WrongDescriptionError extends DistqError {
  /** @param answers what the system answered, one per line */
  constructor(message: string, hint: string) {
    super('wrong-description', ExitCode.usage, message, { hint });
  }
}
