import { z } from 'zod';

/** A stretch of time in ms since the epoch. */
export const period = z
  .object({ fromMs: z.number(), toMs: z.number() })
  .refine(({ fromMs, toMs }) => fromMs <= toMs, 'posts whose end is not before their begin');
export type Period = z.output<typeof period>;
