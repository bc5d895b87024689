import { z } from 'zod';
import { isoTime } from '../../../protocol/iso-time.ts';

/** crash: by itself, at the crash point that `role` names. */
const faultKinds = ['kill', 'freeze', 'crash', 'restart'] as const;

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
  ownerBefore: z.string().nullable(),
  ownerAfter: z.string().nullable(),
  /** Posts must have been unanswered at the moment of the signal. */
  underWay: z.boolean(),
  /** What speaks against the intended effect. */
  doubts: z.array(z.string()),
});
export type RecordedFault = z.output<typeof recordedFault>;
