import { z } from 'zod';
import { InvalidFileError } from '../foundation/errors/errors.ts';
import { readTextFile } from '../foundation/files/read-text-file.ts';
import type { Arrival } from './await-arrival.ts';
import type { LoadResult } from './load/run-load.ts';
import { schemaVersion } from '../protocol/schema-version.ts';

const value = z.number().nullable();

/** The settings of a run. */
const benchSettings = z.object({
  /** Address that was posted to. */
  target: z.string(),
  mode: z.enum(['closed', 'open']),
  /** Number of connections, which is the maximum number of messages in flight. */
  concurrency: z.number(),
  /** Open loop: posts per second. */
  ratePerSecond: value,
  /** Size of each text. */
  sizeBytes: z.number(),
  warmUpMs: z.number(),
});
export type BenchSettings = z.output<typeof benchSettings>;

/** The result of a run, the document of `distq bench --json`; described in docs/bench.md. */
export interface BenchRun extends BenchSettings, LoadResult {
  /**
   * null: not checked, because the target is not a session of distq, the check was switched off, or the run was
   * interrupted.
   */
  arrival: Arrival | null;
}

const earlierRun = benchSettings.extend({
  schemaVersion: z.literal(schemaVersion),
  startedAt: z.string(),
  attempted: z.number(),
  acknowledged: z.number(),
  refused: z.number(),
  indeterminate: z.number(),
  durationMs: z.number(),
  throughputPerSecond: z.number(),
  errorsPerSecond: z.number(),
  latencyMs: z.object({ p50: value, p90: value, p99: value, p999: value, max: value }),
  longestGapMs: z.number(),
  lateStarts: z.number(),
  unsent: z.number(),
  generatorCpu: z.number(),
  arrival: z.object({ drainMs: value, missing: z.number(), duplicated: z.number() }).nullable(),
});

/** The part of a run that can be compared. */
export type ComparableRun = Omit<z.output<typeof earlierRun>, 'schemaVersion'>;

/** The rows of a day take about 10 MB. */
const mostBytes = 64 * 1_048_576;

/**
 * Reads the output of `distq bench --json`.
 * @throws UsageError if it cannot be read; InvalidFileError if it is another document
 */
export async function readBenchDocument(path: string): Promise<ComparableRun> {
  const text = await readTextFile(path, path, mostBytes);
  const parsed = earlierRun.safeParse(parseJson(text));
  if (parsed.success) return parsed.data;
  throw new InvalidFileError(`${path} is not a document of distq bench: ${z.prettifyError(parsed.error)}`, {
    hint: 'write one with: distq bench --json > FILE',
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
