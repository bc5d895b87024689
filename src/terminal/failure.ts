import { stripVTControlCharacters } from 'node:util';
import {
  DistqError,
  ExitCode,
  MachineLacksError,
  defectExitCode,
  messageOf,
  type Failure,
} from '../foundation/errors/errors.ts';
import { systemFailure } from '../foundation/errors/system-failure.ts';

export interface DescribedFailure {
  failure: Failure;
  exitCode: number;
  /** Only for a defect. */
  stack?: string;
}

/** The message and exit code for anything that was thrown. */
export function describeFailure(error: unknown): DescribedFailure {
  if (error instanceof DistqError) {
    const failure = error.toFailure();
    return {
      failure: { ...failure, message: withoutParserFrame(failure.message) },
      exitCode: error.exitCode,
    };
  }
  if (isParserError(error)) {
    const message = withoutParserFrame(error.message);
    return { failure: { code: 'usage', message }, exitCode: ExitCode.usage };
  }
  if (isDirectoryGone(error)) {
    return describeFailure(
      new MachineLacksError('the working directory was removed', { hint: 'go to a directory that exists' }),
    );
  }
  const refused = systemFailure(error);
  if (refused !== undefined) return describeFailure(refused);
  return {
    failure: {
      code: 'defect',
      message: messageOf(error),
      hint: 'this is a defect of distq: please report it together with the command and the lines above',
    },
    exitCode: defectExitCode,
    ...(error instanceof Error && error.stack !== undefined ? { stack: error.stack } : {}),
  };
}

/** oclif's own errors about arguments have the exit code 2 in a property. */
function isParserError(error: unknown): error is Error {
  return (
    error instanceof Error &&
    'oclif' in error &&
    typeof error.oclif === 'object' &&
    error.oclif !== null &&
    'exit' in error.oclif &&
    error.oclif.exit === ExitCode.usage
  );
}

/** The error of `process.cwd()`, which any code may call. */
function isDirectoryGone(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error && error.syscall === 'uv_cwd';
}

/** oclif adds lines around errors about flags. */
function withoutParserFrame(message: string): string {
  return stripVTControlCharacters(message)
    .replace(/^Parsing (--\S+)\s+/, '$1: ')
    .replace(/^The following errors? occurred:\s+/, '')
    .replaceAll(/All of the following must be provided when using (--\S+): /g, '$1 needs ')
    .replaceAll(/\n*See more help with --help/g, '');
}
