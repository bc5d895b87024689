import { z } from 'zod';

/** One expectation, and whether it was met. */
export const check = z.object({
  what: z.string(),
  expected: z.string(),
  actual: z.string(),
  holds: z.boolean(),
});
export type Check = z.output<typeof check>;
