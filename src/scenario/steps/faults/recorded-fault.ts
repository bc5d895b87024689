import { z } from 'zod';
import { isoTime } from '../../../protocol/iso-time.ts';

/** A crash is caused by the process itself, at the crash point in `role`. */
const faultKinds = ['kill', 'freeze', 'crash', 'restart', 'isolate', 'slow'] as const;

/** The members that one member saw while it was cut off, or while another one was. */
const side = z.object({ member: z.string(), sees: z.array(z.string()) });

/** A fault as it was made, and its observed effect. */
export const recordedFault = z.object({
  kind: z.enum(faultKinds),
  target: z.string(),
  role: z.string().nullable(),
  signal: z.string(),
  /** Time of the signal, ISO 8601. For a crash that did not happen: the time of the check. */
  at: isoTime,
  /** null: the fault had no target. */
  pid: z.number().nullable(),
  /** After a restart: the new process, null if none. */
  newPid: z.number().nullish(),
  /** After a freeze: when the process was resumed, ISO 8601. */
  thawedAt: isoTime.optional(),
  /** Of a cut or slow link: ISO 8601; when it was healed. */
  healedAt: isoTime.optional(),
  /** Of a cut: bytes that it held back until the heal. */
  bytesHeldBack: z.number().optional(),
  /** Of a cut: what members on both sides saw once they had noticed it. */
  sides: z.array(side).optional(),
  ownerBefore: z.string().nullable(),
  ownerAfter: z.string().nullable(),
  /** Posts must have been in flight at the signal. */
  underWay: z.boolean(),
  /** Reasons why the intended effect is not confirmed. */
  doubts: z.array(z.string()),
});
export type RecordedFault = z.output<typeof recordedFault>;
