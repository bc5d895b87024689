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

/** What the account must say. What is not named must be zero, or is free where it says `any`; see `acknowledged`. */
export const accountExpectation = z.strictObject({
  lost: number.default(0).describe(meaningOf('lost')),
  duplicated: number.default(0).describe(meaningOf('duplicated')),
  unexpected: number.default(0).describe(meaningOf('unexpected')),
  refusedYetDelivered: number.default(0).describe(meaningOf('refusedYetDelivered')),
  undelivered: number.default(0).describe(meaningOf('undelivered')),
  unlogged: number.default(0).describe(meaningOf('unlogged')),
  recovered: number.default('any').describe(meaningOf('recovered')),
  acknowledged: number
    .optional()
    .describe(
      `${meaningOf('acknowledged')}; where it is not named, a run that posts and has none is inconclusive`,
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
      'messages that a frozen consumer went on with when it was thawed, though another one had offered them again and had them by then',
    ),
  crashed: number
    .optional()
    .describe(
      'processes that died at a crash point; where it is not said, each instance of the service must',
    ),
});

export type AccountExpectation = z.output<typeof accountExpectation>;
export type ExpectedNumber = AccountExpectation['lost'];
