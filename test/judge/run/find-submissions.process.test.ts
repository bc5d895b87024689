import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findSubmissions } from '../../../src/judge/run/find-submissions.ts';

let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'distq-judge-'));
  for (const name of ['b', 'a/deep', 'a/node_modules/x', '.venv']) {
    await mkdir(join(folder, name), { recursive: true });
    await writeFile(join(folder, name, 'lab.yaml'), '');
  }
});

afterAll(() => rm(folder, { recursive: true }));

test('a folder stands for each lab.yaml in it, without those of packages', async () => {
  expect(await findSubmissions([folder, 'lab'])).toEqual([
    join(folder, 'a/deep/lab.yaml'),
    join(folder, 'b/lab.yaml'),
    'lab',
  ]);
});

test('a folder without one is refused', async () => {
  await mkdir(join(folder, 'empty'));
  await expect(findSubmissions([join(folder, 'empty')])).rejects.toThrow('has no lab.yaml');
});
