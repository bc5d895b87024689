import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { readRegularFile } from '../../foundation/files/read-regular-file.ts';
import { schemaVersion } from '../../protocol/schema-version.ts';

/** Marks a directory in which a run was started, even if it left no evidence. */
export const runMarkFile = 'run.json';

const markSchema = z.object({
  schemaVersion: z.literal(schemaVersion),
  /** Names of files in `logs/` that the run left there. */
  logs: z.array(z.string().regex(/^[^/\\]+\.log(\.1)?$/)),
});

export async function writeRunMark(directory: string, logs: readonly string[]): Promise<void> {
  await writeFile(join(directory, runMarkFile), `${JSON.stringify({ schemaVersion, logs }, null, 1)}\n`);
}

/** @returns the logs that the run left; undefined if no run was started in the directory */
export async function readRunMark(directory: string): Promise<string[] | undefined> {
  try {
    return markSchema.parse(JSON.parse(await readRegularFile(join(directory, runMarkFile)))).logs;
  } catch {
    return undefined;
  }
}
