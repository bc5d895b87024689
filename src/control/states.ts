/** The states of an instance or member, in the order of its life. */
export const states = ['pending', 'starting', 'ready', 'unhealthy', 'stopping', 'exited'] as const;
