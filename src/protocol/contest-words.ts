/** How a messages-service tells in its log of messages that two instances took for theirs; the evidence of a scenario looks for it. */
export const contestWords = {
  offeredAgain: 'Offered Again',
  settledElsewhere: 'Message Was Settled Elsewhere',
} as const;
