import { link, open, readFile, stat, type FileHandle } from 'node:fs/promises';

/** Error codes of file systems without hard links (FAT, some network and container mounts). */
const noLinks: ReadonlySet<string> = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK']);

/**
 * Links the file to the name `lock` in one step.
 * @param makeLink makes a hard link
 * @returns false if the name is taken
 */
export async function placeLock(file: string, lock: string, makeLink: typeof link = link): Promise<boolean> {
  try {
    // A link appears together with its content, so no reader sees half a lock.
    await makeLink(file, lock);
    return true;
  } catch (error) {
    const code = codeOf(error);
    if (code === 'EEXIST') return false;
    if (noLinks.has(code)) return createLock(lock, await readFile(file, 'utf8'));
    throw error;
  }
}

/**
 * Another process may see the file while it is empty and move it away as garbage, so check that it is still there
 * afterwards.
 */
async function createLock(lock: string, content: string): Promise<boolean> {
  let handle: FileHandle;
  try {
    handle = await open(lock, 'wx', 0o600);
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
  try {
    await handle.writeFile(content);
    const [made, there] = await Promise.all([handle.stat(), stat(lock).catch(() => undefined)]);
    return made.ino === there?.ino;
  } finally {
    await handle.close();
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
