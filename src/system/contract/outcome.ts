/** What became of a message, as far as the one who posted it can know. */
export type Outcome = 'acknowledged' | 'refused' | 'indeterminate';

/** What was heard of one attempt. */
export interface Heard {
  kind: Outcome;
  /** HTTP status; null if none was heard. */
  status: number | null;
  /** Why it was not acknowledged. */
  reason?: string;
}
