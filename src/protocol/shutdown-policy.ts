/** What SIGTERM does to a member: `terminate` ends it immediately, `graceful` migrates its partitions first. */
export const shutdownPolicies = ['terminate', 'graceful'] as const;
export type ShutdownPolicy = (typeof shutdownPolicies)[number];
