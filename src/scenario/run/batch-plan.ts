import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { UsageError, messageOf } from '../../foundation/errors/errors.ts';
import { hasCode } from '../../foundation/errors/error-code.ts';
import { readRegularFile } from '../../foundation/files/read-regular-file.ts';
import { schemaVersion } from '../../protocol/schema-version.ts';

export const batchPlanFile = 'batch.json';

/** The folder of a run: its number in the batch, and the scenario. */
const runFolder = /^\d{3,}-[a-z0-9-]+$/;

const planSchema = z.object({
  schemaVersion: z.literal(schemaVersion),
  runs: z
    .array(
      z.object({
        folder: z.string().regex(runFolder),
        scenario: z.string(),
        seed: z.number(),
        command: z.string(),
      }),
    )
    .min(2),
});

/** The runs of a batch, including those that leave no other files. */
export type BatchPlan = z.output<typeof planSchema>['runs'];

export function folderOf(number: number, scenario: string): string {
  return `${String(number).padStart(3, '0')}-${scenario}`;
}

/** @throws UsageError if it cannot be written. */
export async function writeBatchPlan(directory: string, runs: BatchPlan): Promise<void> {
  const file = join(directory, batchPlanFile);
  try {
    await writeFile(file, `${JSON.stringify({ schemaVersion, runs }, null, 1)}\n`);
  } catch (error) {
    throw new UsageError(`cannot write ${file}: ${messageOf(error)}`, {
      cause: error,
      hint: 'name a directory that you can write to',
    });
  }
}

/**
 * @returns undefined if the directory contains no batch
 * @throws UsageError if the file cannot be read, or was not written by distq
 */
export async function readBatchPlan(directory: string): Promise<BatchPlan | undefined> {
  const file = join(directory, batchPlanFile);
  try {
    return planSchema.parse(JSON.parse(await readRegularFile(file))).runs;
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'ENOTDIR')) return undefined;
    const reason = error instanceof z.ZodError ? z.prettifyError(error) : messageOf(error);
    throw new UsageError(`no batch of runs in ${file}: ${reason}`, {
      cause: error,
      hint: 'verify its runs one by one, each in its folder',
    });
  }
}
