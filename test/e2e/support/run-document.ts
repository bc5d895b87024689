import { z } from 'zod';

const ref = z.object({ uuid: z.string().nullable(), msg: z.string() });
const check = z.object({ what: z.string(), expected: z.string(), actual: z.string(), holds: z.boolean() });

/** What scripts rely on in the document of a run. */
export const runDocument = z.object({
  schemaVersion: z.literal(2),
  scenario: z.string(),
  verdict: z.enum(['passed', 'failed', 'inconclusive']),
  durationMs: z.number(),
  startedAt: z.string(),
  settings: z.object({ seed: z.number() }),
  steps: z.array(
    z.object({ name: z.string(), state: z.string(), durationMs: z.number(), reason: z.string().nullable() }),
  ),
  faults: z.array(
    z.object({
      kind: z.string(),
      target: z.string(),
      signal: z.string(),
      at: z.string(),
      hit: z.boolean(),
      ownerBefore: z.string().nullable(),
      ownerAfter: z.string().nullable(),
      longestGapMs: z.number().nullable(),
    }),
  ),
  account: z.object({
    attempted: z.number(),
    acknowledged: z.number(),
    refused: z.number(),
    indeterminate: z.number(),
    retried: z.number(),
    received: z.number(),
    lost: z.array(ref),
    duplicated: z.array(ref),
    unexpected: z.array(ref),
    refusedYetDelivered: z.array(ref),
    undelivered: z.array(ref),
    recovered: z.array(ref),
    unlogged: z.array(ref),
    loggedTwice: z.array(ref),
    notReceived: z.array(ref),
    unknown: z.record(z.string(), z.string()).optional(),
  }),
  received: z.record(z.string(), z.array(z.string())),
  checks: z.array(check),
  preconditions: z.array(check),
});

/** Of several runs. */
export const runsDocument = z.object({
  schemaVersion: z.literal(2),
  runs: z.array(runDocument),
  passed: z.number(),
  failed: z.number(),
  inconclusive: z.number(),
});
