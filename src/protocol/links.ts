import { z } from 'zod';

/** `out`: what a member sends does not arrive; `in`: nothing that is sent to it arrives. */
export const cutWays = ['both', 'in', 'out'] as const;
/**
 * What becomes of a new connection across a cut: `reset` refuses it; `hold` accepts it, and then nothing comes; `drop`
 * leaves it without an answer.
 */
export const newConnectionsNames = ['reset', 'hold', 'drop'] as const;
export type NewConnections = (typeof newConnectionsNames)[number];

/** Whom links lead to: the other members, the clients (services too), or both. */
export const linkEnds = ['members', 'clients', 'all'] as const;
export type LinkEnd = (typeof linkEnds)[number];
const from = z
  .enum(linkEnds)
  .default('members')
  .describe('from whom: the other members, the clients (which services are, too), or all');

/** How members are cut off. What is sent on open connections waits until the heal. */
export const cut = z.strictObject({
  from,
  way: z.enum(cutWays).default('both').describe('which direction is cut, as seen from the target'),
  newConnections: z
    .enum(newConnectionsNames)
    .optional()
    .describe(
      'a new connection across the cut is refused (`reset`), accepted and then silent (`hold`), or not answered (`drop`); default: `reset`, between members in containers `drop`',
    ),
  with: z
    .array(z.string())
    .max(50)
    .default([])
    .describe(
      'service instances that stay on the side of the target: they reach no other member, and all other services do not reach the target',
    ),
});
export type Cut = z.output<typeof cut>;

/** How slowly bytes pass, in each direction. */
const slowness = z.strictObject({
  latencyMs: z.int().min(0).max(60_000).describe('delay of each byte, in milliseconds'),
  jitterMs: z
    .int()
    .min(0)
    .max(60_000)
    .optional()
    .describe('additional random delay up to this, in milliseconds; default: 0'),
  bytesPerSecond: z.int().min(1_000).optional().describe('bandwidth of each direction; default: unlimited'),
});
export type Slowness = z.output<typeof slowness>;

/** How slowly bytes pass between members and others. */
export const slowdown = slowness.extend({ from });
export type Slowdown = z.output<typeof slowdown>;

/** One direction between two members, or a member and the clients, as it is now. */
export const linkStatus = z.object({
  from: z.string(),
  to: z.string(),
  /** Absent: bytes pass. */
  cut: z.object({ newConnections: z.enum(newConnectionsNames), sinceMs: z.number() }).optional(),
  /** Absent: bytes pass at once. */
  slow: slowness.optional(),
  /**
   * Bytes that the cut has held back, or after a heal the last one; without what the sender's kernel still has. These
   * three are absent between members in containers, where the network does not count.
   */
  bytesHeldBack: z.number().optional(),
  /** Of these, the bytes that wait now. */
  bytesWaiting: z.number().optional(),
  /** Attempts to connect that this cut has refused or holds. */
  connectionsStopped: z.number().optional(),
});
export type LinkStatus = z.output<typeof linkStatus>;
