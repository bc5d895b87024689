import { z } from 'zod';

const number = z.union([
  z.int().min(0),
  z.strictObject({
    min: z.int().min(0).optional().describe('at least'),
    max: z.int().min(0).optional().describe('at most'),
  }),
  z.literal('any'),
]);

const meanings = {
  lost: 'acknowledged, and in no set and not in the queue after the drain',
  doubled: 'in two sets, or twice in one',
  recovered: 'of unknown outcome, and received',
  refused: 'posts that were refused for good',
  indeterminate: 'posts of unknown outcome',
  retried: 'posted more than once, since they were refused with a Retry-After',
};

/** What the account must say. What is not named must be zero, or is free where it says `any`. */
export const accountExpectation = z.strictObject({
  lost: number.default(0).describe(meanings.lost),
  doubled: number.default(0).describe(meanings.doubled),
  phantom: number.default(0).describe('received, never attempted'),
  refusedYetDelivered: number.default(0).describe('refused, and received'),
  residual: number.default(0).describe('still in the queue at the end'),
  unlogged: number.default(0).describe('acknowledged, and not in the log map'),
  recovered: number.default('any').describe(meanings.recovered),
  acknowledged: number.default('any').describe('posts that were acknowledged'),
  refused: number.default('any').describe(meanings.refused),
  indeterminate: number.default('any').describe(meanings.indeterminate),
  retried: number.default('any').describe(meanings.retried),
});

/** What must have happened for the run to prove anything. */
export const controlSchema = z.strictObject({
  lost: number.optional().describe(meanings.lost),
  doubled: number.optional().describe(meanings.doubled),
  refused: number.optional().describe(meanings.refused),
  indeterminate: number.optional().describe(meanings.indeterminate),
  recovered: number.optional().describe(meanings.recovered),
  retried: number.optional().describe(meanings.retried),
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
