import { createHash } from 'node:crypto';
import { userInfo } from 'node:os';
import { join, resolve } from 'node:path';
import { MachineLacksError } from '../foundation/errors/errors.ts';
import {
  isOwnDirectory,
  makePrivateDirectory,
  temporaryFolders,
} from '../foundation/files/private-directory.ts';

/** What the kernels have room for, without the zero byte at the end (Linux: unix(7)). More Node.js cuts off, and says nothing. */
const maxPathBytes = process.platform === 'linux' ? 107 : 103;

/**
 * Path of the control socket, named after directory and session, in a folder that is closed to other users and made here.
 * It is outside the working directory because the path of a Unix socket may not be long.
 * @throws MachineLacksError where there is no place for it
 */
export function prepareSocketPath(directory: string, session: string, env: NodeJS.ProcessEnv): string {
  const key = createHash('sha256')
    .update(`${resolve(directory)}\0${session}`)
    .digest('hex')
    .slice(0, 16);
  if (process.platform === 'win32') return `\\\\.\\pipe\\distq-${userInfo().username}-${key}`;
  const runtime = env['XDG_RUNTIME_DIR'];
  // After `su` it may still be the runtime directory of the user before, in which nothing of ours belongs.
  const inRuntime = runtime !== undefined && runtime !== '' && isOwnDirectory(runtime);
  const candidates = [...(inRuntime ? [join(runtime, 'distq')] : []), ...temporaryFolders()];
  for (const folder of candidates) {
    const path = join(folder, `${key}.sock`);
    if (Buffer.byteLength(path) <= maxPathBytes && makePrivateDirectory(folder)) return path;
  }
  throw new MachineLacksError(`no place for the control socket: cannot use ${candidates.join(' or ')}`, {
    hint: `name a directory of your own that may be written to, with a path of ${maxPathBytes - 30} bytes at most: XDG_RUNTIME_DIR=DIR, or TMPDIR=DIR`,
  });
}
