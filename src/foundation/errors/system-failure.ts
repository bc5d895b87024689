import { hasCode } from './error-code.ts';
import { MachineLacksError, messageOf, type DistqError } from './errors.ts';

interface SystemError extends Error {
  code: string;
}

interface Kind {
  what: string;
  hint: string;
}

const descriptors: Kind = {
  what: 'too few file descriptors',
  hint: 'raise the limit in this shell (ulimit -n 1024), or close other programs',
};
const room: Kind = {
  what: 'the disk is full',
  hint: 'free disk space, or use a directory on another disk',
};
const memory: Kind = {
  what: 'too little memory',
  hint: 'close other programs, or give the members a smaller heap (cluster.heapMb)',
};
const processes: Kind = {
  what: 'too many processes',
  hint: 'close other programs, or raise the limit in this shell (ulimit -u)',
};
const forbidden: Kind = {
  what: 'permission denied',
  hint: 'use a writable directory, and run distq as the user who owns the files in it',
};
const badPath: Kind = {
  what: 'a path is too long, or leads to a file of another type',
  hint: 'check the path and move the file away, or use another directory',
};

/** These codes are caused by the machine in any call. */
const anywhere: Readonly<Record<string, Kind>> = {
  EMFILE: descriptors,
  ENFILE: descriptors,
  ENOSPC: room,
  EDQUOT: room,
  EFBIG: {
    what: 'the file size limit is reached',
    hint: 'raise the limit in this shell (ulimit -f unlimited)',
  },
  ENOMEM: memory,
  // The error of reading a directory names no path.
  EISDIR: badPath,
  EIO: {
    what: 'the disk reports an input/output error',
    hint: 'check the disk, or use a directory on another one',
  },
};

/** In other calls, such as those of sockets, these codes have another meaning. */
const ofFiles: Readonly<Record<string, Kind>> = {
  EROFS: { what: 'the file system is read-only', hint: 'use a writable directory' },
  EACCES: forbidden,
  EPERM: forbidden,
  ENOTDIR: badPath,
  ENAMETOOLONG: badPath,
  ELOOP: badPath,
};

const ofStarts: Readonly<Record<string, Kind>> = {
  EAGAIN: processes,
  E2BIG: {
    what: 'its arguments and environment are too long for this system',
    hint: 'shorten `command` and `env` in the topology, or the environment of distq',
  },
};

/** Number of nested causes to search: libraries wrap system errors. */
const deepest = 5;

/**
 * The expected failure for a system error that the machine causes (disk full, too few file descriptors, …), even if a
 * library wrapped it; undefined for any other error. Keeps the cause.
 */
export function systemFailure(error: unknown): DistqError | undefined {
  for (let [cause, depth] = [error, 0]; cause instanceof Error && depth < deepest; depth += 1) {
    const kind = isSystemError(cause) ? failureKindOf(cause) : undefined;
    if (kind !== undefined)
      return new MachineLacksError(`${kind.what}: ${messageOf(cause)}`, { hint: kind.hint, cause: error });
    cause = cause instanceof AggregateError ? cause.errors[0] : cause.cause;
  }
  return undefined;
}

/** The remedy for an exhausted resource of the machine; `otherwise` for any other failure. */
export function remedyFor(error: unknown, otherwise: string): string {
  return (
    (error instanceof Error && isSystemError(error) ? anywhere[error.code]?.hint : undefined) ?? otherwise
  );
}

/**
 * Whether this process cannot open more files and sockets. Then the failure says nothing about the file or socket
 * itself.
 */
export function isOutOfDescriptors(error: unknown): boolean {
  return hasCode(error, 'EMFILE', 'ENFILE');
}

function failureKindOf(error: SystemError): Kind | undefined {
  const isStart =
    'syscall' in error && typeof error.syscall === 'string' && error.syscall.startsWith('spawn');
  return anywhere[error.code] ?? (isStart ? ofStarts : 'path' in error ? ofFiles : {})[error.code];
}

function isSystemError(error: Error): error is SystemError {
  return 'code' in error && typeof error.code === 'string';
}
