/** The outcome of a message, as far as its poster can know. */
export type Outcome = 'acknowledged' | 'refused' | 'indeterminate';

/** What is known after one attempt. */
export interface Heard {
  kind: Outcome;
  /** HTTP status; null if there was no answer. */
  status: number | null;
  /** Why it was not acknowledged. */
  reason?: string;
}
