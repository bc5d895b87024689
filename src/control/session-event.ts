import { z } from 'zod';
import { states } from './states.ts';

const state = z.enum(states);

/** A process that still runs after the process that started it has ended. */
export const survivor = z.object({
  /** null: the operating system does not report it. */
  pid: z.number().nullable(),
  command: z.string().nullable(),
  /** The port of an instance or member on which it listens; null: none of them. */
  port: z.number().nullable(),
});

export const processState = z.object({ name: z.string(), state, pid: z.number().nullable() });

/** The result of an action for one process; `state` is the state after the action. */
export const actionResult = processState.extend({
  /** Processes that the action could not end; absent if there are none. */
  survivors: z.array(survivor).optional(),
});

/** A state change of one process. */
export const stateChange = z.object({
  /** ISO 8601. */
  at: z.string(),
  name: z.string(),
  from: state,
  to: state,
  /** Number of the start to which this belongs, from 1. */
  generation: z.number(),
  pid: z.number().nullable(),
  /** The reason if the states do not show it: how it exited, or the last probe result. */
  reason: z.string().nullable(),
});

/** The first event of a follower, and again if it fell so far behind that changes were dropped. */
export const snapshot = z.object({
  event: z.literal('snapshot'),
  /** Number of the last change that it includes; 0: none yet. */
  number: z.number(),
  /** How many changes were dropped before it; 0 at the beginning. */
  missed: z.number(),
  processes: z.array(actionResult),
});

/** Numbers count all changes of the session from 1, so that a missing change is noticed. */
export const numberedChange = stateChange.extend({ event: z.literal('change'), number: z.number() });

/** The session has ended; this is the last event. */
const sessionEnd = z.object({ event: z.literal('end'), number: z.number() });

/** A snapshot, then the changes after it, then the end of the session. */
export const sessionEvent = z.discriminatedUnion('event', [snapshot, numberedChange, sessionEnd]);

/** The progress of a start, before there is a session to follow. */
export const startEvent = z.discriminatedUnion('event', [
  /** What is being done now, for people. */
  z.object({ event: z.literal('progress'), text: z.string() }),
  /** The runtime that `auto` chose for the members, and the reason. */
  z.object({
    event: z.literal('runtime'),
    choice: z.object({ runtime: z.enum(['jvm', 'docker', 'external', 'none']), because: z.string() }),
  }),
  stateChange.extend({ event: z.literal('change') }),
]);
