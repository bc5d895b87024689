/** crash: by itself, at the crash point that `role` names. */
export const faultKinds = ['kill', 'freeze', 'crash', 'restart'] as const;

/** A fault as it was injected, and what was seen right afterwards. */
export interface RecordedFault {
  kind: (typeof faultKinds)[number];
  target: string;
  role: string | null;
  signal: string;
  /** ISO 8601; time of the signal. Of a crash that did not happen: when it was looked for. */
  at: string;
  /** null: it had no target. */
  pid: number | null;
  /** Of a restart: the process that runs afterwards, null if none. */
  newPid?: number | null | undefined;
  /** Of a freeze: ISO 8601; when it was thawed. */
  thawedAt?: string | undefined;
  ownerBefore: string | null;
  ownerAfter: string | null;
  /** Posts must have been unanswered at the moment of the signal. */
  underWay: boolean;
  /** What speaks against the intended effect. */
  doubts: string[];
}
