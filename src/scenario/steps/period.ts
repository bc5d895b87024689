import { z } from 'zod';

/** A period in ms since the epoch. */
export const period = z
  .object({ fromMs: z.number(), toMs: z.number() })
  .refine(({ fromMs, toMs }) => fromMs <= toMs, 'posts that do not end before they begin');
export type Period = z.output<typeof period>;
