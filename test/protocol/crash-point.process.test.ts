import { execa } from 'execa';
import { build } from 'esbuild';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readCrashLine } from '../../src/protocol/crash-point.ts';

let directory = '';
let program = '';

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'distq-crash-'));
  program = join(directory, 'program.mjs');
  await build({
    stdin: {
      contents: `import { crashPoint } from './src/protocol/crash-point.ts'; crashPoint('after-poll'); console.log('survived');`,
      resolveDir: join(import.meta.dirname, '..', '..'),
    },
    bundle: true,
    platform: 'node',
    format: 'esm',
    outfile: program,
  });
});

afterAll(() => rm(directory, { recursive: true }));

function run(env: Record<string, string>) {
  return execa(process.execPath, [program], { env, reject: false });
}

test('a process dies at the armed point in its first start, and logs that it does', async () => {
  const { pid, ...ended } = await dying({ DISTQ_CRASH_POINT: 'after-poll', DISTQ_GENERATION: '1' });
  expect(ended.signal).toBe('SIGKILL');
  expect(readCrashLine('after-poll', ended.stdout)).toMatchObject({ pid });
  expect(readCrashLine('before-show', ended.stdout)).toBeUndefined();
});

async function dying(env: Record<string, string>) {
  const child = run(env);
  const { pid } = child;
  const { signal, stdout } = await child;
  return { pid, signal, stdout };
}

test.each([
  ['in its second start', { DISTQ_CRASH_POINT: 'after-poll', DISTQ_GENERATION: '2' }],
  ['at another point', { DISTQ_CRASH_POINT: 'before-show', DISTQ_GENERATION: '1' }],
  ['without a supervisor', { DISTQ_CRASH_POINT: 'after-poll', DISTQ_GENERATION: '' }],
  ['where nothing is armed', { DISTQ_CRASH_POINT: '', DISTQ_GENERATION: '1' }],
])('it lives on %s', async (_, env) => {
  expect((await run(env)).stdout).toBe('survived');
});

test.each(['', '{', '{"msg":"Crash Point Reached: after-poll"}', 'Crash Point Reached: after-poll', '[]'])(
  'a line that only looks similar is ignored: %s',
  (line) => {
    expect(readCrashLine('after-poll', line)).toBeUndefined();
  },
);
