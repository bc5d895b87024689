import { z } from 'zod';
import { states } from './states.ts';

const state = z.enum(states);

/** A process that goes on after the end of the one that started it. */
export const survivor = z.object({
  /** null: the operating system does not report it. */
  pid: z.number().nullable(),
  command: z.string().nullable(),
  /** Port of an instance or member on which it listens; null: it listens on none of them. */
  port: z.number().nullable(),
});

export const processState = z.object({ name: z.string(), state, pid: z.number().nullable() });

/** What an action did to each process it was asked about; `state` is the state after the action. */
export const actionResult = processState.extend({
  /** What it was to end and could not; absent where it ended all. */
  survivors: z.array(survivor).optional(),
});

/** One process changed its state. */
export const stateChange = z.object({
  /** ISO 8601. */
  at: z.string(),
  name: z.string(),
  from: state,
  to: state,
  /** Number of the start this belongs to, from 1. */
  generation: z.number(),
  pid: z.number().nullable(),
  /** Why, where the states do not say it: how it exited, what the last probe said. */
  reason: z.string().nullable(),
});

/** What a follower of events gets first, and again where it fell so far behind that changes had to be left out. */
export const snapshot = z.object({
  event: z.literal('snapshot'),
  /** Of the last change that it includes; 0: none yet. */
  number: z.number(),
  /** How many changes were left out before it; 0 at the beginning. */
  missed: z.number(),
  processes: z.array(actionResult),
});

/** Numbers count all changes of the session from 1, so that a missing one is noticed. */
export const numberedChange = stateChange.extend({ event: z.literal('change'), number: z.number() });

/** The session has ended; the last event. */
const sessionEnd = z.object({ event: z.literal('end'), number: z.number() });

/** A snapshot, then the changes after it, then the end of the session. */
export const sessionEvent = z.discriminatedUnion('event', [snapshot, numberedChange, sessionEnd]);

/** The progress of a start, before there is a session to follow. */
export const startEvent = z.discriminatedUnion('event', [
  /** What is being done now, for people. */
  z.object({ event: z.literal('progress'), text: z.string() }),
  /** What `auto` chose the members to run as, and why. */
  z.object({
    event: z.literal('runtime'),
    choice: z.object({ runtime: z.enum(['jvm', 'docker', 'external']), because: z.string() }),
  }),
  stateChange.extend({ event: z.literal('change') }),
]);
