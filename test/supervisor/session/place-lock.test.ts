import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { placeLock } from '../../../src/supervisor/session/place-lock.ts';

let directory: string;
let lock: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'distq-lock-'));
  lock = join(directory, 'lock');
});

afterEach(async () => {
  await rm(directory, { recursive: true });
});

/** What link(2) says on a FAT file system. */
function refuse(): Promise<void> {
  return Promise.reject(Object.assign(new Error('operation not permitted'), { code: 'EPERM' }));
}

test('where there are no hard links one of many still gets the lock, and it holds what was written', async () => {
  const file = join(directory, 'own');
  await writeFile(file, 'mine');
  const placed = await Promise.all(Array.from({ length: 20 }, () => placeLock(file, lock, refuse)));
  expect(placed.filter(Boolean)).toHaveLength(1);
  expect(await readFile(lock, 'utf8')).toBe('mine');
});

test('any other failure is thrown', async () => {
  await expect(placeLock(join(directory, 'absent'), lock)).rejects.toThrow('ENOENT');
});
