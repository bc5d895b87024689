import { UsageError } from '../../foundation/errors/errors.ts';
import { clusterName } from '../../topology/order.ts';

/** Whether the name means the members of an external cluster: `cluster`, or an address. */
export function isForeignMember(name: string): boolean {
  return name === clusterName || name.includes(':');
}

export function refuseForeign(what: string): UsageError {
  return new UsageError(`the members of an external cluster cannot be ${what}: distq did not start them`, {
    hint: 'use a cluster that distq starts: --runtime jvm or docker',
  });
}

/** The owner of the queue is a service of the topology (`broker.kill`), not a member. */
export function refuseKnownBroker(service: string): UsageError {
  return new UsageError(`distq starts no members here; ${service} has the queue`, {
    hint: `kill that: distq kill ${service}`,
  });
}
