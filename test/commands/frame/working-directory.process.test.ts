import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { prepareProgram, type Program } from '../fixtures/program.ts';

let program: Program;

beforeAll(async () => {
  program = await prepareProgram();
});

afterAll(() => program.remove());

test.skipIf(process.platform === 'win32')(
  'a working directory that was removed: exit 6, and the remedy',
  async () => {
    const shell = 'mkdir gone && cd gone && rmdir ../gone && exec "$@"';
    for (const args of [['status'], ['topology', 'list'], ['up', '--isolated']]) {
      const { exitCode, stdout, stderr } = await program.run(args, { shell });
      expect({ args, exitCode, stdout }).toEqual({ args, exitCode: 6, stdout: '' });
      expect(stderr).toContain('error: the working directory was removed\n  go to a directory that exists\n');
    }
  },
);

test('a damaged record does not count as nothing running', async () => {
  const root = join(program.directory, '.distq', 'sessions', 'torn');
  await mkdir(root, { recursive: true });
  await writeFile(join(root, 'session.json'), '{"schemaVersion":');
  for (const command of ['status', 'down']) {
    const { exitCode, stderr } = await program.run([command, '--session', 'torn']);
    expect({ command, exitCode }).toEqual({ command, exitCode: 2 });
    expect(stderr).toContain('is damaged: ');
    expect(stderr).toContain('distq up');
  }
  expect((await program.run(['sessions'])).stdout).toMatch(/^torn +– +damaged +–$/m);
});
