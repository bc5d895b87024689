import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeAtomically } from '../cache/atomic-file.ts';
import { launcherJarBase64 } from './launcher/launcher-jar.ts';

/** Puts the launcher of members into the cache directory, unless it is there, and gives its path. */
export async function installLauncher(cacheDir: string): Promise<string> {
  const content = Buffer.from(launcherJarBase64, 'base64');
  const digest = createHash('sha256').update(content).digest('hex').slice(0, 16);
  const path = join(cacheDir, 'launcher', `distq-member-${digest}.jar`);
  const there = await readFile(path).catch(() => undefined);
  // Not written anew without need: class caches depend on its modification time.
  if (there?.equals(content) !== true) await writeAtomically(path, content);
  return path;
}
