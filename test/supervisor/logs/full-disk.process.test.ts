import { execa } from 'execa';
import { build } from 'esbuild';
import { mkdir, mkdtemp, readFile, rm, rmdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { LogFile } from '../../../src/supervisor/logs/log-file.ts';

let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'distq-full-'));
});

afterEach(async () => {
  await rm(directory, { recursive: true });
});

// The bound on a file's size stands for a full disk: a write takes what still fits, the next one fails.
test.skipIf(process.platform === 'win32')(
  'what finds no room in a log ends nobody, and is counted in the log once there is room again',
  async () => {
    const program = join(directory, 'program.mjs');
    const entry = join(import.meta.dirname, 'fixtures', 'fill-logs.ts');
    await build({ entryPoints: [entry], bundle: true, platform: 'node', format: 'esm', outfile: program });
    const { stdout } = await execa('sh', [
      '-c',
      'ulimit -f 1; exec "$@"',
      'sh',
      process.execPath,
      program,
      directory,
    ]);
    const log = await readFile(join(directory, 'a.log'), 'utf8');
    expect(log).toMatch(/^\n\d+ bytes of log lost: EFBIG.*\nafter\n$/);
    expect(log).toContain(`\n${stdout} bytes`);
    // The first line had been begun.
    const [begun, loss, change, ...rest] = (await readFile(join(directory, 'events.jsonl'), 'utf8')).split(
      '\n',
    );
    expect({ begun, rest }).toEqual({ begun: '', rest: [''] });
    expect(loss).toMatch(/^\{.*"lostBytes":\d+,"reason":"EFBIG[^"]*"\}$/);
    expect(JSON.parse(change ?? '')).toMatchObject({ name: 'a', to: 'exited' });
  },
);

test('a log that cannot begin a new file loses what is over its bound, and goes on once it can', async () => {
  const log = new LogFile(join(directory, 'a.log'), 100);
  const older = `${log.path}.1`;
  await mkdir(join(older, 'in-the-way'), { recursive: true });
  log.append(Buffer.from(`${'x'.repeat(79)}\n`));
  log.append(Buffer.from(`${'y'.repeat(79)}\n`));
  expect(await readFile(log.path, 'utf8')).toBe(`${'x'.repeat(79)}\n`);
  await rmdir(join(older, 'in-the-way'));
  await rmdir(older);
  log.append(Buffer.from('after\n'));
  log.append(Buffer.from(`${'z'.repeat(79)}\n`));
  log.close();
  expect(await readFile(older, 'utf8')).toMatch(/^x+\n80 bytes of log lost: .*\nafter\n$/);
  expect(await readFile(log.path, 'utf8')).toBe(`${'z'.repeat(79)}\n`);
});
