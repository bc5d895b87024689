/** A run of a scenario that has a verdict, as `GET /runs` lists it. */
export interface PastRun {
  scenario: string;
  verdict: 'passed' | 'failed' | 'inconclusive';
  durationMs: number;
  /** ISO 8601; null: it broke before it began. */
  startedAt: string | null;
  /** Path of its report on this server. */
  report: string;
}
