import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { writeAtomically } from '../cache/atomic-file.ts';
import { sha256Of } from '../cache/checked-file.ts';
import type { PayloadFile, PayloadManifest } from './payload.ts';

/** What the file system says of each file after it was checked. A change of the content changes `changedMs`, which nobody can set. */
const stampSchema = z.record(z.string(), z.object({ size: z.number(), changedMs: z.number() }));
type Stamp = z.output<typeof stampSchema>;

const stampName = 'checked.json';

/** Notes that every file of the directory was just checked, so that it need not be read again. */
export async function stampDirectory(directory: string, { files }: PayloadManifest): Promise<void> {
  const entries = await Promise.all(
    files.map(async ({ path }) => [path, await look(join(directory, path))] as const),
  );
  const stamp = Object.fromEntries(entries.filter(([, seen]) => seen !== undefined));
  await writeAtomically(join(directory, stampName), JSON.stringify(stamp));
}

/** Whether every file is there with its content. Files that were touched since they were last checked are read as a whole. */
export async function isIntact(directory: string, manifest: PayloadManifest): Promise<boolean> {
  const stamp = await readStamp(join(directory, stampName));
  let touched = 0;
  for (const file of manifest.files) {
    const seen = await look(join(directory, file.path));
    if (seen?.size !== file.size) return false;
    const before = stamp[file.path];
    if (before?.size === seen.size && before.changedMs === seen.changedMs) continue;
    if (!(await hasItsContent(directory, file))) return false;
    touched += 1;
  }
  // A cache that cannot be written costs time, nothing else.
  if (touched > 0) await stampDirectory(directory, manifest).catch(() => undefined);
  return true;
}

async function hasItsContent(directory: string, { path, sha256 }: PayloadFile): Promise<boolean> {
  return (await sha256Of(join(directory, path)).catch(() => undefined)) === sha256;
}

async function look(path: string): Promise<Stamp[string] | undefined> {
  try {
    const { size, ctimeMs } = await stat(path);
    return { size, changedMs: ctimeMs };
  } catch {
    return undefined;
  }
}

async function readStamp(path: string): Promise<Stamp> {
  try {
    return stampSchema.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch {
    return {};
  }
}
