import { createHash } from 'node:crypto';
import { userInfo } from 'node:os';
import { join, resolve } from 'node:path';
import { MachineLacksError } from '../foundation/errors/errors.ts';
import {
  isOwnDirectory,
  makePrivateDirectory,
  temporaryFolders,
} from '../foundation/files/private-directory.ts';

/**
 * The longest path that kernels accept, without the zero byte at the end (Linux: unix(7)). Node.js silently truncates
 * longer ones.
 */
const maxPathBytes = process.platform === 'linux' ? 107 : 103;

/**
 * Path of the control socket, named after directory and session, in a directory without access for other users, which
 * is created. It is outside the working directory because the path of a Unix socket must be short.
 * @throws MachineLacksError if there is no place for it
 */
export function prepareSocketPath(directory: string, session: string, env: NodeJS.ProcessEnv): string {
  const key = createHash('sha256')
    .update(`${resolve(directory)}\0${session}`)
    .digest('hex')
    .slice(0, 16);
  if (process.platform === 'win32') return `\\\\.\\pipe\\distq-${userInfo().username}-${key}`;
  const runtime = env['XDG_RUNTIME_DIR'];
  // After `su` it may still be the previous user's runtime directory, in which we must not write.
  const inRuntime = runtime !== undefined && runtime !== '' && isOwnDirectory(runtime);
  const candidates = [...(inRuntime ? [join(runtime, 'distq')] : []), ...temporaryFolders()];
  for (const folder of candidates) {
    const path = join(folder, `${key}.sock`);
    if (Buffer.byteLength(path) <= maxPathBytes && makePrivateDirectory(folder)) return path;
  }
  throw new MachineLacksError(`no place for the control socket: cannot use ${candidates.join(' or ')}`, {
    hint: `name a writable directory of your own whose path has at most ${maxPathBytes - 30} bytes: XDG_RUNTIME_DIR=DIR, or TMPDIR=DIR`,
  });
}
