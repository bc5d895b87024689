import { readdir, realpath } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { z } from 'zod';
import { readRegularFile } from '../../foundation/files/read-regular-file.ts';
import type { PastRun } from '../wire/past-run.ts';

const mostRuns = 50;
const mostBytes = 50 * 1024 * 1024;
const reportFile = 'report.html';
/** A name of a folder that distq gives, and nothing else: no dots at the start, no separators. */
const folderName = /^\w[\w.-]{0,150}$/;

const documentSchema = z.object({
  scenario: z.string(),
  verdict: z.enum(['passed', 'failed', 'inconclusive']),
  durationMs: z.number(),
  startedAt: z.string().optional(),
});

/**
 * The newest runs of a directory, those of a batch one by one, newest first. What is no run is left out.
 * @param directory of runs, whose folders are named after their start; it need not exist
 */
export async function pastRuns(directory: string): Promise<PastRun[]> {
  const found: PastRun[] = [];
  for (const folder of (await foldersIn(directory)).reverse()) {
    const inside = (await foldersIn(join(directory, folder))).map((name) => `${folder}/${name}`);
    for (const path of [folder, ...inside]) {
      const run = await readRun(directory, path);
      if (run !== undefined) found.push(run);
      if (found.length === mostRuns) return found;
    }
  }
  return found;
}

/**
 * The report of a run.
 * @param path below the directory, as `pastRuns` names it
 * @returns undefined if there is none, or it is not inside the directory
 */
export async function reportOf(directory: string, path: string): Promise<string | undefined> {
  const folders = path.split('/');
  if (folders.length > 2 || !folders.every((name) => folderName.test(name))) return undefined;
  try {
    const [root, file] = await Promise.all([
      realpath(directory),
      realpath(join(directory, ...folders, reportFile)),
    ]);
    // A link may lead elsewhere.
    return file.startsWith(root + sep) ? await readRegularFile(file, mostBytes) : undefined;
  } catch {
    return undefined;
  }
}

async function readRun(directory: string, path: string): Promise<PastRun | undefined> {
  try {
    const text = await readRegularFile(join(directory, path, 'report.json'), mostBytes);
    const { scenario, verdict, durationMs, startedAt = null } = documentSchema.parse(JSON.parse(text));
    return { scenario, verdict, durationMs, startedAt, report: `/runs/${path}` };
  } catch {
    return undefined;
  }
}

/** In the order of their names. */
async function foldersIn(directory: string): Promise<string[]> {
  const entries = await readdir(directory, { withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isDirectory() && folderName.test(entry.name))
    .map(({ name }) => name)
    .sort();
}
