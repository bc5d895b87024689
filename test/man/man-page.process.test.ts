import { execFile, execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { commandTable } from '../../src/commands/command-table.ts';
import { exitCodes } from '../../src/man/sections.ts';
import { defectExitCode, ExitCode } from '../../src/foundation/errors/errors.ts';
import { prepareProgram, type Program } from '../commands/fixtures/program.ts';

let program: Program;
let page: string;

beforeAll(async () => {
  program = await prepareProgram();
  page = join(program.directory, 'distq.1');
  await writeFile(page, (await program.run(['man'])).stdout);
});

afterAll(() => program.remove());

function isMissing(command: string): boolean {
  try {
    execFileSync(command, ['--version'], { stdio: 'ignore' });
    return false;
  } catch {
    return true;
  }
}

function run(command: string, args: string[]) {
  return promisify(execFile)(command, args, {
    env: { ...process.env, MANWIDTH: '80', MAN_KEEP_FORMATTING: '' },
  });
}

test.skipIf(isMissing('groff'))('groff has nothing to warn of (skipped without groff)', async () => {
  const { stderr } = await run('groff', ['-man', '-ww', '-Tutf8', '-z', page]);
  expect(stderr).toBe('');
});

test.skipIf(isMissing('man'))(
  'man shows every command and flag, and warns of nothing (skipped without man)',
  async () => {
    const { stdout, stderr } = await run('man', ['--warnings', '-E', 'UTF-8', '-l', page]);
    expect(stderr).toBe('');
    for (const { id, load } of commandTable) {
      expect(stdout).toContain(`distq ${id.replace(':', ' ')}`);
      const command = await load();
      for (const flag of Object.keys({ ...command.flags, ...command.baseFlags }))
        expect(stdout).toContain(`--${flag}`);
    }
  },
);

test('it lists every exit code', () => {
  const told = exitCodes.flatMap(([codes]) => codes.split(', ').map(Number));
  expect(told).toEqual(expect.arrayContaining([...Object.values(ExitCode), defectExitCode]));
});
