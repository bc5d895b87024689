import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';

const project = join(import.meta.dirname, '..', '..');
const step = z.object({ uses: z.string().optional(), run: z.string().optional() });
const job = z.object({
  needs: z.string().optional(),
  'timeout-minutes': z.number(),
  strategy: z
    .object({
      matrix: z.object({
        include: z.array(z.record(z.string(), z.string())).optional(),
        node: z.array(z.number()).optional(),
        os: z.array(z.string()).optional(),
      }),
    })
    .optional(),
  steps: z.array(step),
});
const workflow = z.object({ jobs: z.record(z.string(), job) });

async function read(name: string) {
  const text = await readFile(join(project, '.github', 'workflows', name), 'utf8');
  return workflow.parse(parse(text)).jobs;
}

/** The scripts of package.json; build:binary belongs to packaging/. */
async function scripts(): Promise<string[]> {
  const text = await readFile(join(project, 'package.json'), 'utf8');
  const known = z.object({ scripts: z.record(z.string(), z.string()) }).parse(JSON.parse(text)).scripts;
  return [...Object.keys(known), 'build:binary'];
}

test.each(['release.yml', 'scenarios.yml', 'test.yml'])(
  'every script that %s runs is there',
  async (name) => {
    const jobs = Object.values(await read(name));
    const runs = jobs.flatMap(({ steps }) => steps.flatMap(({ run }) => run ?? []));
    const used = runs.flatMap((run) => /^npm run (\S+)/.exec(run)?.[1] ?? []);
    expect(used.length).toBeGreaterThan(0);
    expect(await scripts()).toEqual(expect.arrayContaining(used));
  },
);

test('executables of all targets are tried on their own systems before anything is published', async () => {
  const { check, executable, publish } = await read('release.yml');
  const matrix = executable?.strategy?.matrix.include ?? [];
  expect(matrix.map(({ target }) => target).sort()).toEqual([
    'darwin-arm64',
    'darwin-x64',
    'linux-arm64',
    'linux-x64',
    'win32-x64',
  ]);
  const runs = executable?.steps.map(({ run, uses }) => run ?? uses?.split('@')[0]) ?? [];
  expect(runs.slice(-3)).toEqual([
    'npm run build:binary -- --smallest ${{ matrix.target }}',
    'npm run release:try -- dist/${{ matrix.file }}',
    'actions/upload-artifact',
  ]);
  expect([check?.needs, executable?.needs, publish?.needs]).toEqual([undefined, 'check', 'executable']);
});

test('a pull request runs all tests on Linux with both versions of Node.js, and the pure ones on macOS and Windows', async () => {
  const { all, unit } = await read('test.yml');
  expect(all?.strategy?.matrix).toEqual({ node: [20, 22] });
  expect(all?.steps.at(-1)).toEqual({ run: 'npm test' });
  expect(unit?.strategy?.matrix).toEqual({ os: ['macos-latest', 'windows-latest'] });
  expect(unit?.steps.at(-1)).toEqual({ run: 'npm run test:unit' });
});
