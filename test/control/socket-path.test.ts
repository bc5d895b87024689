import { chown, mkdir, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { prepareSocketPath } from '../../src/control/socket-path.ts';

let runtime: string;

beforeEach(async () => {
  runtime = await mkdtemp(join(tmpdir(), 'distq-runtime-'));
});

afterEach(async () => {
  await rm(runtime, { recursive: true });
});

const noOwners = process.platform === 'win32';

test.skipIf(noOwners)('the folder is in the runtime directory, and closed to other users', async () => {
  const socket = prepareSocketPath('/x', 'default', { XDG_RUNTIME_DIR: runtime });
  expect(dirname(socket)).toBe(join(runtime, 'distq'));
  expect((await stat(dirname(socket))).mode & 0o777).toBe(0o700);
  expect(prepareSocketPath('/x', 'other', { XDG_RUNTIME_DIR: runtime })).not.toBe(socket);
});

test.skipIf(noOwners)('a missing runtime directory is not used', () => {
  const socket = prepareSocketPath('/x', 'default', { XDG_RUNTIME_DIR: join(runtime, 'absent') });
  expect(dirname(socket)).toBe(join(tmpdir(), `distq-${userInfo().uid}`));
});

test.skipIf(noOwners)('a runtime directory with too long a path is not used', async () => {
  const long = join(runtime, 'x'.repeat(100));
  await mkdir(long);
  const socket = prepareSocketPath('/x', 'default', { XDG_RUNTIME_DIR: long });
  expect(dirname(socket)).toBe(join(tmpdir(), `distq-${userInfo().uid}`));
});

// Only root may give a directory away.
test.skipIf(noOwners || userInfo().uid !== 0)('a runtime directory of another user is not used', async () => {
  await chown(runtime, 12_345, 12_345);
  const socket = prepareSocketPath('/x', 'default', { XDG_RUNTIME_DIR: runtime });
  expect(dirname(socket)).toBe(join(tmpdir(), 'distq-0'));
  await expect(stat(join(runtime, 'distq'))).rejects.toThrow('ENOENT');
});
