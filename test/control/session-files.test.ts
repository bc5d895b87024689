import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { prepareSocketDirectory } from '../../src/control/session-files.ts';

test.skipIf(process.platform === 'win32')(
  'a directory whose sockets would have too long a path is refused with the remedy',
  async () => {
    const long = { XDG_RUNTIME_DIR: join(tmpdir(), 'x'.repeat(100)) };
    await expect(prepareSocketDirectory(long)).rejects.toMatchObject({
      exitCode: 2,
      hint: 'let XDG_RUNTIME_DIR name a directory with a shorter path',
    });
  },
);
