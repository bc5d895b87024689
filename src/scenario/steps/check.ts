import { z } from 'zod';

/** One thing that was to hold, and whether it did. */
export const check = z.object({
  what: z.string(),
  expected: z.string(),
  actual: z.string(),
  holds: z.boolean(),
});
export type Check = z.output<typeof check>;
