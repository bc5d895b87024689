/** The states of an instance or member, in their usual order. */
export const states = ['pending', 'starting', 'ready', 'unhealthy', 'stopping', 'exited'] as const;
