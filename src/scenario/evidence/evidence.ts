import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { readJournal, type JournalContent } from '../../posting/read-journal.ts';
import { UsageError, messageOf } from '../../foundation/errors/errors.ts';
import { scenarioSchema } from '../file/scenario.ts';
import { check } from '../steps/check.ts';
import { recordedFault } from '../steps/faults/recorded-fault.ts';
import { shown } from '../steps/shown.ts';
import { readRegularFile } from '../../foundation/files/read-regular-file.ts';
import { schemaVersion, otherSchemaVersion } from '../../protocol/schema-version.ts';
import { isoTime } from '../../protocol/iso-time.ts';
import { contest } from './contests.ts';
import { period } from '../steps/period.ts';
import { observations } from '../../posting/observations.ts';
import { counts } from '../../protocol/counts.ts';

/** The result of a step. */
const stepResult = z.object({
  name: z.string(),
  why: z.string().nullable(),
  state: z.enum(['done', 'failed', 'skipped']),
  /** Start time, ISO 8601. */
  at: isoTime,
  durationMs: z.number(),
  /** Why it failed. */
  reason: z.string().nullable(),
  shown: z.array(shown),
});
export type StepResult = z.output<typeof stepResult>;

/** The cluster at one moment of the run. */
const sample = z.object({
  atMs: z.number(),
  queueSize: z.number().nullable(),
  queueOwner: z.string().nullable(),
  members: z.array(z.object({ name: z.string(), queue: counts.nullable(), map: counts.nullable() })),
});
export type Sample = z.output<typeof sample>;

/** Where and how a run was made. */
const runSettings = z.object({
  /** The command line that repeats the run; undefined if unknown. */
  command: z.string().optional(),
  topology: z.string(),
  /** From the topology file; undefined if the topology already ran. */
  topologyDigest: z.string().optional(),
  runtime: z.string(),
  delivery: z.string(),
  seed: z.number(),
  distq: z.string(),
  node: z.string(),
  platform: z.string(),
  /** Product and, if known, version. */
  broker: z.string(),
  members: z.number(),
  queueBackups: z.number(),
  mapBackups: z.number(),
});
export type RunSettings = z.output<typeof runSettings>;

/** Everything that a verdict is based on, except the journal. */
const runRecord = z.object({
  schemaVersion: z.literal(schemaVersion),
  scenario: scenarioSchema,
  startedAt: isoTime,
  durationMs: z.number(),
  settings: runSettings,
  steps: z.array(stepResult),
  faults: z.array(recordedFault),
  contests: z.array(contest),
  stepChecks: z.array(check),
  posting: z.array(period),
  observations,
  samples: z.array(sample),
});
export type RunRecord = z.output<typeof runRecord>;

export const evidenceFiles = {
  record: 'evidence.json',
  journal: 'journal.jsonl',
  answers: 'answers.jsonl',
} as const;

export async function writeRunRecord(directory: string, record: RunRecord): Promise<void> {
  await writeFile(join(directory, evidenceFiles.record), `${JSON.stringify(record, null, 1)}\n`);
}

/**
 * The evidence of a run, from its directory alone.
 * @throws UsageError if a file is missing, or was not written by distq.
 */
export async function readEvidence(
  directory: string,
): Promise<{ record: RunRecord; journal: JournalContent }> {
  // The record first: if both files are missing, the error should name the record.
  const record = await readRecord(join(directory, evidenceFiles.record));
  return { record, journal: await readJournal(join(directory, evidenceFiles.journal)) };
}

async function readRecord(file: string): Promise<RunRecord> {
  try {
    const document: unknown = JSON.parse(await readRegularFile(file));
    refuseOtherVersion(document, file);
    return runRecord.parse(document);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    const reason = error instanceof z.ZodError ? z.prettifyError(error) : messageOf(error);
    throw new UsageError(`no evidence of a run in ${file}: ${reason}`, {
      cause: error,
      hint: 'name the directory that `distq scenario run` or `distq failover` wrote',
    });
  }
}

/** @throws UsageError that names the distq that wrote it, if this version cannot read it */
function refuseOtherVersion(document: unknown, file: string): void {
  const version = otherSchemaVersion(document);
  if (version === undefined) return;
  const writer = writerSchema.safeParse(document).data?.settings.distq;
  const writtenBy = writer === undefined ? 'another version of distq' : `distq ${writer}`;
  throw new UsageError(
    `${file} has schema version ${version}, written by ${writtenBy}; this distq reads version ${schemaVersion}`,
    { hint: 'verify it with that version, or run the scenario again' },
  );
}

const writerSchema = z.object({ settings: z.object({ distq: z.string() }) });
