import { z } from 'zod';
import { runPlaces } from '../../protocol/run/run-progress.ts';
import { processActions, type PageAction } from '../wire/plan-action.ts';

const mostPosts = 100_000;
const mostPerSecond = 5_000;
const mostCharacters = 10_000;
const name = z.string().min(1).max(100);
const ratePerSecond = z.int().min(1).max(mostPerSecond);

/** What a browser may ask for. */
export const actionSchema: z.ZodType<PageAction> = z.union([
  z.strictObject({
    action: z.literal('post'),
    count: z.int().min(1).max(mostPosts),
    text: z.string().min(1).max(mostCharacters).optional(),
    ratePerSecond: ratePerSecond.optional(),
  }),
  z.strictObject({ action: z.literal('load'), ratePerSecond }),
  z.strictObject({ action: z.enum(['stop-load', 'get', 'kill-owner']) }),
  z.strictObject({ action: z.enum(['isolate', 'heal']), name: name.optional() }),
  z.strictObject({ action: z.enum(processActions), name }),
  z.strictObject({
    action: z.literal('run'),
    scenario: name,
    place: z.enum(runPlaces).default('fresh'),
    isStepwise: z.boolean().default(false),
  }),
  z.strictObject({ action: z.literal('next'), step: z.int().min(0).max(200) }),
  z.strictObject({ action: z.enum(['stop-run', 'dismiss-run']) }),
]);
