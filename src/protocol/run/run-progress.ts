import { z } from 'zod';

/** `here`: on the session that runs; `fresh`: on a session of its own, which is taken down afterwards. */
export const runPlaces = ['here', 'fresh'] as const;
export type RunPlace = (typeof runPlaces)[number];

/** What is to be run: the first line that the program of a run reads (`serve run`). */
export const runOrder = z.object({
  /** Name of the scenario. */
  scenario: z.string(),
  place: z.enum(runPlaces),
  /** Name of the session that runs. */
  session: z.string(),
  /** Before each step it waits for a line that asks for the step. */
  isStepwise: z.boolean(),
});
export type RunOrder = z.output<typeof runOrder>;

/** Every further line: the step to begin, counted from 0. */
export const nextStep = z.object({ next: z.int().min(0) });
export type NextStep = z.output<typeof nextStep>;

/** What a step shows. */
const runShown = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('table'),
    columns: z.array(z.object({ title: z.string(), isNumber: z.boolean() })),
    rows: z.array(z.array(z.string())),
  }),
  z.object({ kind: z.literal('text'), text: z.string() }),
]);
export type RunShown = z.output<typeof runShown>;

const runVerdict = z.object({
  verdict: z.enum(['passed', 'failed', 'inconclusive']),
  /** One sentence. */
  headline: z.string(),
  /** Further sentences. */
  reasons: z.array(z.string()),
  durationMs: z.number(),
  /** Longest time without an acknowledgement while posts were in flight; null: unknown. */
  longestGapMs: z.number().nullable(),
  /** Number of messages by category; null: it could not be observed. */
  account: z.array(z.object({ name: z.string(), count: z.number().nullable(), meaning: z.string() })),
  /** Parts that the run killed and left down. */
  leftDown: z.array(z.string()),
  /** Folder of the evidence and the report, in the folder of runs. */
  folder: z.string(),
});
export type RunVerdict = z.output<typeof runVerdict>;

/** A line that the program of a run prints. Steps are counted from 0. The last three end the run. */
export const runEvent = z.discriminatedUnion('event', [
  z.object({
    event: z.literal('begun'),
    title: z.string(),
    description: z.string(),
    steps: z.array(z.object({ title: z.string(), why: z.string().nullable() })),
  }),
  /** What is done besides the steps, for people. */
  z.object({ event: z.literal('progress'), text: z.string() }),
  /** `waiting`: until it is asked for. */
  z.object({ event: z.literal('step'), step: z.number(), state: z.enum(['waiting', 'running']) }),
  z.object({
    event: z.literal('step-done'),
    step: z.number(),
    state: z.enum(['done', 'failed']),
    durationMs: z.number(),
    /** Why it failed. */
    reason: z.string().nullable(),
    shown: z.array(runShown),
  }),
  z.object({ event: z.literal('verdict'), ...runVerdict.shape }),
  z.object({ event: z.literal('interrupted') }),
  z.object({ event: z.literal('failed'), message: z.string(), hint: z.string().nullable() }),
]);
export type RunEvent = z.output<typeof runEvent>;

/** A scenario that can be run, for a list to choose from. */
export const runnableScenario = z.object({
  name: z.string(),
  title: z.string(),
  description: z.string(),
  topology: z.string(),
  /** Number of steps. */
  steps: z.number(),
  /** Why it cannot be run on the session that runs; null: it can. */
  notHere: z.string().nullable(),
});
export type RunnableScenario = z.output<typeof runnableScenario>;
