import { chmod } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { prepareProgram, type Program } from '../fixtures/program.ts';

const isRoot = process.getuid?.() === 0 && process.platform === 'linux';

let program: Program;

beforeAll(async () => {
  program = await prepareProgram();
  await chmod(program.directory, 0o755);
});

afterAll(() => program.remove());

test.skipIf(!isRoot)('commands work for a user without name, home and variables', async () => {
  const shell = 'exec setpriv --reuid 54321 --regid 54321 --clear-groups env -i "$@"';
  for (const args of [['topology', 'list'], ['sessions'], ['up', '--help']]) {
    const { exitCode, stderr } = await program.run(args, { shell });
    expect({ args, exitCode, stderr }).toEqual({ args, exitCode: 0, stderr: '' });
  }
});

test.skipIf(!isRoot)(
  'a working directory that such a user may not write to: exit 2, and the remedy',
  async () => {
    const shell = 'exec setpriv --reuid 54321 --regid 54321 --clear-groups env -i "$@"';
    const { exitCode, stderr } = await program.run(['failover'], { shell });
    expect(exitCode).toBe(2);
    expect(stderr).toContain('name a directory that you can write to');
  },
);
