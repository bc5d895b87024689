import { z } from 'zod';
import { processActions, type PageAction } from '../wire/plan-action.ts';

const mostPosts = 100_000;
const mostCharacters = 10_000;

/** What a browser may ask for. */
export const actionSchema: z.ZodType<PageAction> = z.union([
  z.strictObject({
    action: z.literal('post'),
    count: z.int().min(1).max(mostPosts),
    text: z.string().min(1).max(mostCharacters).optional(),
  }),
  z.strictObject({ action: z.literal('kill-owner') }),
  z.strictObject({ action: z.enum(processActions), name: z.string().min(1).max(100) }),
]);
