/** What SIGTERM does to a member: `terminate` ends it at once, `graceful` hands its partitions over first. */
export const shutdownPolicies = ['terminate', 'graceful'] as const;
export type ShutdownPolicy = (typeof shutdownPolicies)[number];
