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
  what: 'no room on the disk',
  hint: 'make room, or work in a directory on another disk',
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
  what: 'this user may not do that',
  hint: 'work in a directory that you may write to, and call distq as the user who made the files in it',
};
const badPath: Kind = {
  what: 'a file stands where something else should be, or a path is too long',
  hint: 'see what the path names and move it away, or work in another directory',
};

/** What the system refuses with these codes has to do with the machine, wherever it is met. */
const anywhere: Readonly<Record<string, Kind>> = {
  EMFILE: descriptors,
  ENFILE: descriptors,
  ENOSPC: room,
  EDQUOT: room,
  EFBIG: {
    what: 'a file may not become larger',
    hint: 'raise the limit in this shell (ulimit -f unlimited)',
  },
  ENOMEM: memory,
  // Reading a directory names no path.
  EISDIR: badPath,
  EIO: {
    what: 'the disk does not answer as it should',
    hint: 'check the disk, or work in a directory on another',
  },
};

/** These mean something else in other calls, such as those of sockets. */
const ofFiles: Readonly<Record<string, Kind>> = {
  EROFS: { what: 'the disk may only be read', hint: 'work in a directory that you may write to' },
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
    hint: 'shorten `command` and `env` in the topology, or the environment that distq is called in',
  },
};

/** Causes that are looked through: libraries wrap what the system answered. */
const deepest = 5;

/**
 * What the system refused for a reason that lies in the machine and not in distq (no room, too few file descriptors, …), also where a
 * library wrapped it; undefined for anything else. The cause is kept.
 */
export function systemFailure(error: unknown): DistqError | undefined {
  for (let [cause, depth] = [error, 0]; cause instanceof Error && depth < deepest; depth += 1) {
    const kind = isSystemError(cause) ? kindOf(cause) : undefined;
    if (kind !== undefined)
      return new MachineLacksError(`${kind.what}: ${messageOf(cause)}`, { hint: kind.hint, cause: error });
    cause = cause instanceof AggregateError ? cause.errors[0] : cause.cause;
  }
  return undefined;
}

/** The remedy for what the machine has run out of, whatever was being done; `otherwise` for any other failure. */
export function remedyFor(error: unknown, otherwise: string): string {
  return (
    (error instanceof Error && isSystemError(error) ? anywhere[error.code]?.hint : undefined) ?? otherwise
  );
}

/** Whether this process can open no more files and sockets: then a failure says nothing of what was to be opened. */
export function isOutOfDescriptors(error: unknown): boolean {
  return hasCode(error, 'EMFILE', 'ENFILE');
}

function kindOf(error: SystemError): Kind | undefined {
  const isStart =
    'syscall' in error && typeof error.syscall === 'string' && error.syscall.startsWith('spawn');
  return anywhere[error.code] ?? (isStart ? ofStarts : 'path' in error ? ofFiles : {})[error.code];
}

function isSystemError(error: Error): error is SystemError {
  return 'code' in error && typeof error.code === 'string';
}
