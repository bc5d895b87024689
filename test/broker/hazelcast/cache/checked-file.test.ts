import { utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { knownSha256, sha256Of } from '../../../../src/broker/hazelcast/cache/checked-file.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

test('a file is hashed again only if it was modified, even if its size is the same', async () => {
  const directory = await temporaryDirectory();
  const path = join(directory, 'file');
  const [first, later] = [new Date(1_000_000), new Date(1_001_000)];
  await writeFile(path, 'one');
  await utimes(path, first, first);
  const before = await knownSha256(path, directory);
  expect(before).toBe(await sha256Of(path));

  await writeFile(path, 'two');
  await utimes(path, first, first);
  expect(await knownSha256(path, directory)).toBe(before);
  await utimes(path, later, later);
  expect(await knownSha256(path, directory)).toBe(await sha256Of(path));
});

test('a missing file has no hash', async () => {
  const directory = await temporaryDirectory();
  expect(await knownSha256(join(directory, 'nothing'), directory)).toBeUndefined();
});
