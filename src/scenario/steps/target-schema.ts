import { z } from 'zod';

/** A name (`messages-service`, `messages-service-1`, `hazelcast-node1`) or a role, which is resolved when the step runs. */
const targetSchema = z
  .string()
  .regex(
    /^(queue-owner|not-queue-owner|all-but-one:[a-z0-9-]+|[a-z][a-z0-9-]*)$/,
    'the name of a service, an instance or a member, `queue-owner`, `not-queue-owner`, or `all-but-one:NAME`',
  )
  .describe('a name, or a role: `queue-owner`, `not-queue-owner`, `all-but-one:NAME`');

const someTargets = z.array(targetSchema).min(1);
/** Several, or none. */
export const targetListSchema = z.array(targetSchema);

export const targetsSchema = z
  .union([targetSchema, someTargets])
  .describe(
    'one or several: a service, an instance, a member, `cluster`, `queue-owner`, `not-queue-owner`, `all-but-one:NAME`',
  );

export const underWaySchema = z
  .boolean()
  .default(false)
  .describe('posts must be under way when the fault happens; otherwise the run is inconclusive');

/** Targets alone, or with `underWay`. */
export const targetsOrMapSchema = z.union([
  targetSchema,
  someTargets,
  z.strictObject({ target: targetsSchema, underWay: underWaySchema }),
]);
