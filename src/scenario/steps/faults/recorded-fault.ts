import { z } from 'zod';
import { isoTime } from '../../../protocol/iso-time.ts';

/** crash: by itself, at the crash point that `role` names. */
const faultKinds = ['kill', 'freeze', 'crash', 'restart', 'isolate', 'slow'] as const;

/** The members that one member saw while it was cut off, or while another one was. */
const side = z.object({ member: z.string(), sees: z.array(z.string()) });

/** A fault as it was injected, and what was seen right afterwards. */
export const recordedFault = z.object({
  kind: z.enum(faultKinds),
  target: z.string(),
  role: z.string().nullable(),
  signal: z.string(),
  /** ISO 8601; time of the signal. Of a crash that did not happen: when it was looked for. */
  at: isoTime,
  /** null: it had no target. */
  pid: z.number().nullable(),
  /** Of a restart: the process that runs afterwards, null if none. */
  newPid: z.number().nullish(),
  /** Of a freeze: ISO 8601; when the process was resumed. */
  thawedAt: isoTime.optional(),
  /** Of a cut or slow link: ISO 8601; when it was healed. */
  healedAt: isoTime.optional(),
  /** Of a cut: bytes that it held back until the heal. */
  bytesHeldBack: z.number().optional(),
  /** Of a cut: what members on both sides saw once they had noticed it. */
  sides: z.array(side).optional(),
  ownerBefore: z.string().nullable(),
  ownerAfter: z.string().nullable(),
  /** Posts must have been unanswered at the moment of the signal. */
  underWay: z.boolean(),
  /** What speaks against the intended effect. */
  doubts: z.array(z.string()),
});
export type RecordedFault = z.output<typeof recordedFault>;
