import { copyFile, link, rm, stat, symlink, utimes } from 'node:fs/promises';

/**
 * Gives a file a second name, which replaces what has that name now. By a symbolic link where there are any (Windows asks for a privilege), else by a hard
 * link, else as a copy of the same modification time.
 * @param ways what makes a link, in the order in which they are tried
 * @throws what the file system answers where not even a copy can be made
 */
export async function placeFile(
  file: string,
  path: string,
  ways: readonly ((file: string, path: string) => Promise<void>)[] = [symlink, link],
): Promise<void> {
  await rm(path, { force: true });
  for (const makeLink of ways) {
    const made = await makeLink(file, path).then(
      () => true,
      () => false,
    );
    if (made) return;
  }
  await copyFile(file, path);
  const { atime, mtime } = await stat(file);
  await utimes(path, atime, mtime);
}
