import { createHash } from 'node:crypto';
import { mkdir, chmod } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join, resolve } from 'node:path';
import { UsageError } from '../shared/errors.ts';

export const defaultSession = 'default';

/** What the kernels have room for, without the zero byte at the end (Linux: unix(7)). */
const maxSocketPathBytes = process.platform === 'linux' ? 107 : 103;

/** Where one session of one working directory keeps its files. */
export interface SessionFiles {
  session: string;
  root: string;
  record: string;
  logs: string;
  cluster: string;
}

export function sessionFiles(directory: string, session: string): SessionFiles {
  const root = join(resolve(directory), '.distq', 'sessions', session);
  return {
    session,
    root,
    record: join(root, 'session.json'),
    logs: join(root, 'logs'),
    cluster: join(root, 'cluster'),
  };
}

/**
 * Path of the control socket, named after directory and session. It is outside the working directory because
 * the path of a Unix socket may have 107 bytes at most.
 */
export function socketPath(directory: string, session: string, env: NodeJS.ProcessEnv): string {
  const key = createHash('sha256')
    .update(`${resolve(directory)}\0${session}`)
    .digest('hex')
    .slice(0, 16);
  if (process.platform === 'win32') return `\\\\.\\pipe\\distq-${userInfo().username}-${key}`;
  return join(socketDirectory(env), `${key}.sock`);
}

/**
 * Makes the per-user directory of the sockets, closed to other users.
 * @throws UsageError if the path of a socket in it would be too long: Node.js would cut it, and say nothing.
 */
export async function prepareSocketDirectory(env: NodeJS.ProcessEnv): Promise<void> {
  if (process.platform === 'win32') return;
  const directory = socketDirectory(env);
  const bytes = Buffer.byteLength(socketPath('', '', env));
  if (bytes > maxSocketPathBytes) {
    const variable = env['XDG_RUNTIME_DIR'] ? 'XDG_RUNTIME_DIR' : 'TMPDIR';
    throw new UsageError(
      `the path of the control socket in ${directory} would have ${bytes} bytes, and may have ${maxSocketPathBytes}`,
      { hint: `let ${variable} name a directory with a shorter path` },
    );
  }
  await mkdir(directory, { recursive: true, mode: 0o700 });
  // Fails where another user made it first: then it is not ours to use.
  await chmod(directory, 0o700);
}

function socketDirectory(env: NodeJS.ProcessEnv): string {
  const runtime = env['XDG_RUNTIME_DIR'];
  return runtime === undefined || runtime === ''
    ? join(tmpdir(), `distq-${userInfo().uid}`)
    : join(runtime, 'distq');
}
