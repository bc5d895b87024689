import { z } from 'zod';
import { isoTime } from '../iso-time.ts';

/**
 * The stages of a message, in their usual order; each is reported by the service that saw it:
 * - `posted`: its POST arrived at the facade; again for each repeat
 * - `logged`: stored in the log; `logged-before`: its UUID was there before
 * - `offered`: in the queue; `offer-unknown`: no answer says so; `queue-full`: refused by the queue
 * - `pending`: marked pending in the ledger
 * - `answered`: the facade decided its answer
 * - `polled`: a messages-service took its item from the queue
 * - `recorded`: in the ledger, for the instance; `recorded-elsewhere`: an earlier record of another instance counts
 * - `shown`: in the list of the instance; `shown-before`: it already was; `shown-again`: after a restart of the instance
 * - `cleared`: removed from the pending messages
 * - `offered-again`: by a relay
 */
export const stages = [
  'posted',
  'logged',
  'logged-before',
  'offered',
  'offer-unknown',
  'queue-full',
  'pending',
  'answered',
  'polled',
  'recorded',
  'recorded-elsewhere',
  'shown',
  'shown-before',
  'shown-again',
  'cleared',
  'offered-again',
] as const;
export type Stage = (typeof stages)[number];

/** Most messages that one question names, and that one trace describes. */
export const mostTraced = 10;

const keptStage = z.object({
  uuid: z.string(),
  stage: z.enum(stages),
  /** In ms by the steady clock of the machine, with fractions. */
  atMs: z.number(),
  /** HTTP status of an answer. */
  status: z.int().optional(),
  /** The first 200 characters of the message; only some stages keep it. */
  text: z.string().optional(),
});
export type KeptStage = z.output<typeof keptStage>;

/**
 * The answer of a service to `GET /trace`. Its times are those of the steady clock, which all processes of a machine
 * share: so stages of several services have the right order, also if the time of day is corrected meanwhile.
 */
export const instanceTrace = z.object({
  instance: z.string(),
  /** When its process started. */
  startedMs: z.number(),
  /** Time of the oldest stage that it still keeps, if it has dropped older ones; else null. */
  keptSinceMs: z.number().nullable(),
  /** The messages that were asked for, or that have the text, the newest first. */
  uuids: z.array(z.string()),
  /** By time. */
  stages: z.array(keptStage),
});
export type InstanceTrace = z.output<typeof instanceTrace>;

/** The answer of a logging-service to `GET /trace/log?uuid=…`. */
export const logPlace = z.object({
  isLogged: z.boolean(),
  /** Owner of the partition of the UUID; null: none is known now. */
  member: z.object({ uuid: z.string(), address: z.string() }).nullable(),
});
export type LogPlace = z.output<typeof logPlace>;

/** The answer of a logging-service to `GET /trace/log?text=…`: the messages in the log that have exactly this text. */
export const loggedTexts = z.object({ uuids: z.array(z.string()) });

/** The answer of a facade or a messages-service to `GET /trace/ledger?uuid=…`. Times in ms since the epoch. */
export const ledgerPlace = z.object({
  /** When it was marked pending, or last claimed by a relay; null: it is not pending. */
  pendingSinceMs: z.number().nullable(),
  recorded: z.object({ instance: z.string(), atMs: z.number() }).nullable(),
  text: z.string().nullable(),
});
export type LedgerPlace = z.output<typeof ledgerPlace>;

const tracedStage = z.object({
  stage: z.enum(stages),
  at: isoTime,
  /** Since the first known stage of the message. */
  offsetMs: z.number(),
  instance: z.string(),
  /** HTTP status of an answer. */
  status: z.int().optional(),
  /** A POST of a message that had been posted before. */
  isRepeat: z.literal(true).optional(),
  /** The instance does not tell it any more; its record in the ledger does. */
  fromLedger: z.literal(true).optional(),
});
export type TracedStage = z.output<typeof tracedStage>;

/** Why an instance may have had stages of the message that it does not tell. `since`: it tells what happened later. */
const traceGap = z.object({
  instance: z.string(),
  why: z.enum(['silent', 'started-later', 'dropped']),
  since: isoTime.nullable(),
});
export type TraceGap = z.output<typeof traceGap>;

export const messageTrace = z.object({
  uuid: z.string(),
  /** Its first 200 characters; null: unknown. */
  text: z.string().nullable(),
  /**
   * What became of it, as far as known: `shown`; `recorded`, for an instance that is not known to have shown it;
   * `pending`: it will be received; `offered`: it was put into the queue and not yet received; `refused`; `logged` only;
   * `unknown`.
   */
  outcome: z.enum(['shown', 'recorded', 'pending', 'offered', 'refused', 'logged', 'unknown']),
  stages: z.array(tracedStage),
  /** null: no logging-service answered. `member` null: unknown. */
  log: z.object({ isLogged: z.boolean(), member: z.string().nullable() }).nullable(),
  /** null: there is none, or no service that knows it answered. */
  ledger: z.object({ pendingSince: isoTime.nullable(), recordedBy: z.string().nullable() }).nullable(),
  gaps: z.array(traceGap),
});
export type MessageTrace = z.output<typeof messageTrace>;

const askedInstance = z.object({
  name: z.string(),
  /** Why it did not answer; null: it did. */
  silent: z.string().nullable(),
  startedAt: isoTime.nullable(),
  /** Time of the oldest stage that it still keeps, if it has dropped older ones. */
  keptSince: isoTime.nullable(),
});
export type AskedInstance = z.output<typeof askedInstance>;

/** The way of one message, or of the newest messages with a text. */
export const trace = z.object({
  asked: z.union([z.object({ uuid: z.string() }), z.object({ text: z.string() })]),
  /** The newest first; none: nothing is known of it. */
  messages: z.array(messageTrace),
  /** Older messages with the same text that were found and are not described. */
  omitted: z.int(),
  /** Member that owns the queue now; null: unknown. */
  queueOwner: z.string().nullable(),
  instances: z.array(askedInstance),
});
export type Trace = z.output<typeof trace>;
