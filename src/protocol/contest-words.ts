/**
 * Log texts of a messages-service about messages that two instances claimed; the evidence of a scenario searches for
 * them.
 */
export const contestWords = {
  offeredAgain: 'Offered Again',
  settledElsewhere: 'Message Was Settled Elsewhere',
} as const;
