import { mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Replaces a file in one step: a process of an earlier build may be starting children from it. */
export async function writeWhole(path, content, mode = 0o755) {
  const part = `${path}.${process.pid}`;
  await mkdir(dirname(path), { recursive: true });
  await writeFile(part, content, { mode });
  await rename(part, path);
}
