export interface ProbeResult {
  ready: boolean;
  /** What was seen, for the error when it never becomes ready. */
  seen: string;
  /** Why it will never be ready. */
  never?: string;
}
