import { link, lstat, readFile, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { placeFile } from '../../../../src/broker/hazelcast/jvm/place-file.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const refused = () => Promise.reject(new Error('EPERM: operation not permitted'));

test.each([
  ['a symbolic link', [symlink, link]],
  ['a hard link', [refused, link]],
  ['a copy', [refused, refused]],
])('a file gets a second name by %s, which replaces an older one', async (kind, ways) => {
  const directory = await temporaryDirectory();
  const [file, name] = [join(directory, 'перший.jar'), join(directory, 'second.jar')];
  await writeFile(file, 'new');
  await utimes(file, 1_000_000_000, 1_000_000_000);
  await writeFile(name, 'old');
  await placeFile(file, name, ways);
  expect(await readFile(name, 'utf8')).toBe('new');
  // Java compares both with what they were when its class-data archive was made.
  expect((await stat(name)).mtimeMs).toBe((await stat(file)).mtimeMs);
  const { nlink } = await stat(name);
  const isLink = (await lstat(name)).isSymbolicLink();
  expect({ isLink, nlink }).toEqual({
    isLink: kind === 'a symbolic link',
    nlink: kind === 'a hard link' ? 2 : 1,
  });
});
