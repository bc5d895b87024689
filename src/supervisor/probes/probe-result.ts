export interface ProbeResult {
  ready: boolean;
  /** What the probe saw, for the error message of a timeout. */
  seen: string;
  /** The reason if it can never become ready. */
  never?: string;
}
