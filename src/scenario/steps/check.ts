/** One thing that was to hold, and whether it did. */
export interface Check {
  what: string;
  expected: string;
  actual: string;
  holds: boolean;
}
