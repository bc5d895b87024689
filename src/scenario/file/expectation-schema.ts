import { z } from 'zod';
import { meaningOf } from '../../posting/account-categories.ts';

const number = z.union([
  z.int().min(0),
  z.strictObject({
    min: z.int().min(0).optional().describe('at least'),
    max: z.int().min(0).optional().describe('at most'),
  }),
  z.literal('any'),
]);

/** Expected number of messages in each category; the default is in each field, see also `acknowledged`. */
export const accountExpectation = z.strictObject({
  lost: number.default(0).describe(meaningOf('lost')),
  duplicated: number.default(0).describe(meaningOf('duplicated')),
  unexpected: number.default(0).describe(meaningOf('unexpected')),
  refusedYetDelivered: number.default(0).describe(meaningOf('refusedYetDelivered')),
  undelivered: number.default(0).describe(meaningOf('undelivered')),
  unlogged: number.default(0).describe(meaningOf('unlogged')),
  loggedTwice: number.default(0).describe(meaningOf('loggedTwice')),
  recovered: number.default('any').describe(meaningOf('recovered')),
  acknowledged: number
    .optional()
    .describe(
      `${meaningOf('acknowledged')}; default: a run that posts needs at least one, otherwise it is inconclusive`,
    ),
  refused: number.default('any').describe(meaningOf('refused')),
  indeterminate: number.default('any').describe(meaningOf('indeterminate')),
  retried: number.default('any').describe(meaningOf('retried')),
});

/** What must have happened for the run to prove anything. */
export const controlSchema = z.strictObject({
  lost: number.optional().describe(meaningOf('lost')),
  duplicated: number.optional().describe(meaningOf('duplicated')),
  refused: number.optional().describe(meaningOf('refused')),
  indeterminate: number.optional().describe(meaningOf('indeterminate')),
  recovered: number.optional().describe(meaningOf('recovered')),
  retried: number.optional().describe(meaningOf('retried')),
  contested: number
    .optional()
    .describe(
      'messages that a frozen consumer continued to process after the thaw, although another one had offered them again meanwhile',
    ),
  crashed: number
    .optional()
    .describe('processes that crashed at a crash point; default: each instance of the service'),
});

export type AccountExpectation = z.output<typeof accountExpectation>;
export type ExpectedNumber = AccountExpectation['lost'];
