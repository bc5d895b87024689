import { z } from 'zod';

// The fields that the benchmarks read from --json documents.

/** @import * as documents from '../../../src/commands/frame/documents.ts' */

/**
 * The type check fails if a document of the program no longer has the fields that are read here.
 * @template Read
 * @template {Read} Document
 * @typedef {Document} Covers
 */

/** The pid of a part that must be running. */
const pid = z
  .number()
  .nullable()
  .transform((value, context) => {
    if (value !== null) return value;
    context.addIssue('it does not run');
    return z.NEVER;
  });

export const statusDocument = z.object({
  services: z.array(z.object({ name: z.string(), service: z.string(), pid, port: z.number() })),
  members: z.array(z.object({ name: z.string(), address: z.string(), pid })),
  queue: z.object({ size: z.number().nullable() }),
});
/** @typedef {z.infer<typeof statusDocument>} Status */
/** @typedef {Covers<z.input<typeof statusDocument>, documents.StatusDocument>} StatusIsCovered */

const latency = z.object({
  p50: z.number().nullable(),
  p99: z.number().nullable(),
  max: z.number().nullable(),
});

export const benchDocument = z.object({
  throughputPerSecond: z.number(),
  latencyMs: latency,
  longestGapMs: z.number(),
  refused: z.number(),
  indeterminate: z.number(),
  lateStarts: z.number(),
  unsent: z.number(),
  generatorCpu: z.number(),
  errors: z.array(z.unknown()),
  arrival: z
    .object({
      received: z.number(),
      missing: z.number(),
      duplicated: z.number(),
      refusedYetDelivered: z.number(),
      drainMs: z.number().nullable(),
      problem: z.string().nullable(),
    })
    .nullable(),
});
/** @typedef {z.infer<typeof benchDocument>} BenchRun */

/**
 * The arrival of the messages of a run against the lab.
 * @param {BenchRun} run
 */
export function arrivalOf({ arrival }) {
  if (arrival === null) throw new Error('the run did not check the arrival');
  return arrival;
}

/** @typedef {Covers<z.input<typeof benchDocument>, documents.BenchDocument>} BenchIsCovered */

export const postDocument = z.object({
  acknowledged: z.number(),
  refused: z.number(),
  indeterminate: z.number(),
});
/** @typedef {Covers<z.input<typeof postDocument>, documents.PostDocument>} PostIsCovered */

export const killNodeDocument = z.object({
  name: z.string(),
  ownerBefore: z.string().nullable(),
  ownerAfter: z.string().nullable(),
  hit: z.boolean(),
});
/** @typedef {Covers<z.input<typeof killNodeDocument>, documents.KillNodeDocument>} KillNodeIsCovered */

export const runDocument = z.object({ verdict: z.string(), account: z.object({ received: z.number() }) });
/** @typedef {Covers<z.input<typeof runDocument>, documents.RunDocument>} RunIsCovered */

/** For a command of which only the exit code counts. */
export const anyDocument = z.unknown();
