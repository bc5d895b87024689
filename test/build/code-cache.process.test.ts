import { execFile } from 'node:child_process';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cacheDirectory } from '../../src/broker/hazelcast/cache/cache-directory.ts';

const run = promisify(execFile);
let root: string;
let program: string;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'distq-code-cache-'));
  program = join(root, 'distq.mjs');
  await script(
    `import { bundleProgram } from './scripts/build/bundle-program.js'; await bundleProgram(process.argv[1]);`,
    [program],
  );
});

afterAll(() => rm(root, { recursive: true, force: true }));

async function script(text: string, args: string[] = [], env = process.env): Promise<string> {
  const { stdout } = await run(process.execPath, ['--input-type=module', '-e', text, ...args], { env });
  return stdout;
}

async function topologies(cache: string): Promise<string> {
  const env = { ...process.env, DISTQ_CACHE_DIR: cache };
  const { stdout, stderr } = await run(process.execPath, [program, 'topology', 'list'], { env });
  expect(stderr).toBe('');
  return stdout;
}

/** The recorded chunks: their paths. */
async function recordings(cache: string): Promise<string[]> {
  const builds = await readdir(join(cache, 'code'));
  expect(builds).toHaveLength(1);
  const directory = join(cache, 'code', builds[0] ?? '');
  return (await readdir(directory)).map((name) => join(directory, name));
}

test('what a process compiled is kept for the next one, which only reads it', async () => {
  const cache = join(root, 'kept');
  const first = await topologies(cache);
  const files = await recordings(cache);
  expect(files.some((file) => file.endsWith('-main.js'))).toBe(true);
  const before = await Promise.all(files.map((file) => readFile(file)));
  expect(await topologies(cache)).toBe(first);
  expect(await recordings(cache)).toEqual(files);
  expect(await Promise.all(files.map((file) => readFile(file)))).toEqual(before);
});

test('damaged and truncated recordings are ignored', async () => {
  const cache = join(root, 'damaged');
  const first = await topologies(cache);
  for (const [index, file] of (await recordings(cache)).entries()) {
    const content = await readFile(file);
    const half = content.length >> 1;
    content.writeUInt8(content.readUInt8(half) ^ 0xff, half);
    await writeFile(file, index % 2 === 0 ? content : content.subarray(0, index));
  }
  expect(await topologies(cache)).toBe(first);
  // They were replaced.
  expect(await topologies(cache)).toBe(first);
});

test('without a cache that can be written the program runs all the same', async () => {
  const cache = join(root, 'a-file');
  await writeFile(cache, 'no directory');
  expect(await topologies(cache)).toContain('lab');
  expect(await readFile(cache, 'utf8')).toBe('no directory');
});

test('recordings are in the cache directory of the program', async () => {
  const usual = `import { createRequire } from 'node:module';
    import { usualCacheDirectory } from './scripts/build/kept-code-cache.js';
    process.stdout.write(usualCacheDirectory(createRequire(import.meta.url)));`;
  const places: NodeJS.ProcessEnv[] = [
    { DISTQ_CACHE_DIR: '/some/where' },
    { XDG_CACHE_HOME: '/x' },
    { XDG_CACHE_HOME: 'x' },
    {},
  ];
  for (const env of places)
    expect(await script(usual, [], env)).toBe(cacheDirectory(env, { canBeMade: () => true }));
});
