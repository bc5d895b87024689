/** One expectation, and whether it was met. */
export interface Check {
  what: string;
  expected: string;
  actual: string;
  holds: boolean;
}
