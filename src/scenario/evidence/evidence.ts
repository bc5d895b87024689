import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Observations } from '../../posting/account.ts';
import { readJournal, type JournalContent } from '../../posting/read-journal.ts';
import { UsageError, messageOf } from '../../foundation/errors/errors.ts';
import type { Contest } from './contests.ts';
import { scenarioSchema, type Scenario } from '../file/scenario.ts';
import { readRegularFile } from '../../foundation/files/read-regular-file.ts';
import type { Check } from '../steps/check.ts';
import { type RecordedFault, faultKinds } from '../steps/recorded-fault.ts';
import type { Shown } from '../steps/shown.ts';
import type { Period } from '../steps/period.ts';
import { schemaVersion, type SchemaVersion, otherSchemaVersion } from '../../protocol/schema-version.ts';

/** The result of a step. */
export interface StepResult {
  name: string;
  why: string | null;
  state: 'done' | 'failed' | 'skipped';
  /** Start time, ISO 8601. */
  at: string;
  durationMs: number;
  /** Why it failed. */
  reason: string | null;
  shown: Shown[];
}

/** The cluster at one moment of the run. */
export interface Sample {
  atMs: number;
  queueSize: number | null;
  queueOwner: string | null;
  members: { name: string; queue: CountPair | null; map: CountPair | null }[];
}
interface CountPair {
  owned: number;
  backup: number;
}

/** Where and with what a run was made. */
export interface RunSettings {
  /** The command line that repeats the run; undefined if unknown. */
  command?: string | undefined;
  topology: string;
  /** From the topology file; undefined if the topology already ran. */
  topologyDigest?: string | undefined;
  runtime: string;
  delivery: string;
  seed: number;
  distq: string;
  node: string;
  platform: string;
  hazelcast: string | null;
  members: number;
  queueBackups: number;
  mapBackups: number;
}

/** Everything that a verdict is based on, except the journal. */
export interface RunRecord {
  schemaVersion: SchemaVersion;
  scenario: Scenario;
  startedAt: string;
  durationMs: number;
  settings: RunSettings;
  steps: StepResult[];
  faults: RecordedFault[];
  contests: Contest[];
  stepChecks: Check[];
  posting: Period[];
  observations: Observations;
  samples: Sample[];
}

export const evidenceFiles = { record: 'evidence.json', journal: 'journal.jsonl' } as const;

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
    return recordSchema.parse(document);
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
  const writtenBy = writer === undefined ? 'another distq' : `distq ${writer}`;
  throw new UsageError(
    `${file} has schema version ${version}, written by ${writtenBy}; this distq reads version ${schemaVersion}`,
    { hint: 'verify it with the distq that wrote it, or run the scenario again' },
  );
}

const writerSchema = z.object({ settings: z.object({ distq: z.string() }) });

const time = z
  .string()
  .refine((text) => !Number.isNaN(Date.parse(text)), 'a time in the form 2026-01-05T10:00:00.000Z');

const ref = z.object({ uuid: z.string().nullable(), msg: z.string() });
const counts = z.object({ owned: z.number(), backup: z.number() }).nullable();
const check = z.object({ what: z.string(), expected: z.string(), actual: z.string(), holds: z.boolean() });

const memberStatus = z.object({
  name: z.string(),
  address: z.string(),
  state: z.enum(['pending', 'starting', 'ready', 'unhealthy', 'stopping', 'exited']),
  pid: z.number().nullable(),
  uuid: z.string().nullable(),
  version: z.string().nullable(),
  ownsQueue: z.boolean(),
  queue: counts,
  map: counts,
});

const shown = z.discriminatedUnion('what', [
  z.object({
    what: z.literal('members'),
    queueOwner: z.string().nullable(),
    queueSize: z.number().nullable(),
    members: z.array(memberStatus),
  }),
  z.object({
    what: z.enum(['log', 'logged', 'received']),
    instances: z.record(z.string(), z.array(z.string())),
  }),
  z.object({
    what: z.literal('answers'),
    answers: z.array(
      z.object({
        logging: z.string(),
        logged: z.number(),
        messages: z.string(),
        received: z.array(z.string()),
      }),
    ),
  }),
  z.object({ what: z.literal('text'), text: z.string() }),
]);

const fault = z.object({
  kind: z.enum(faultKinds),
  target: z.string(),
  role: z.string().nullable(),
  signal: z.string(),
  at: time,
  pid: z.number().nullable(),
  newPid: z.number().nullish(),
  thawedAt: time.optional(),
  ownerBefore: z.string().nullable(),
  ownerAfter: z.string().nullable(),
  underWay: z.boolean(),
  doubts: z.array(z.string()),
});

const recordSchema = z.object({
  schemaVersion: z.literal(schemaVersion),
  scenario: scenarioSchema,
  startedAt: time,
  durationMs: z.number(),
  settings: z.object({
    command: z.string().optional(),
    topology: z.string(),
    topologyDigest: z.string().optional(),
    runtime: z.string(),
    delivery: z.string(),
    seed: z.number(),
    distq: z.string(),
    node: z.string(),
    platform: z.string(),
    hazelcast: z.string().nullable(),
    members: z.number(),
    queueBackups: z.number(),
    mapBackups: z.number(),
  }),
  steps: z.array(
    z.object({
      name: z.string(),
      why: z.string().nullable(),
      state: z.enum(['done', 'failed', 'skipped']),
      at: time,
      durationMs: z.number(),
      reason: z.string().nullable(),
      shown: z.array(shown),
    }),
  ),
  faults: z.array(fault),
  contests: z.array(
    z.object({ target: z.string(), offeredAgain: z.int().min(0), settledElsewhere: z.int().min(0) }),
  ),
  stepChecks: z.array(check),
  posting: z.array(
    z
      .object({ fromMs: z.number(), toMs: z.number() })
      .refine(({ fromMs, toMs }) => fromMs <= toMs, 'posts whose end is not before their start'),
  ),
  observations: z.object({
    received: z.record(z.string(), z.array(ref)),
    queued: z.array(ref),
    pending: z.array(z.string()),
    logged: z.array(z.string()),
  }),
  samples: z.array(
    z.object({
      atMs: z.number(),
      queueSize: z.number().nullable(),
      queueOwner: z.string().nullable(),
      members: z.array(z.object({ name: z.string(), queue: counts, map: counts })),
    }),
  ),
});
