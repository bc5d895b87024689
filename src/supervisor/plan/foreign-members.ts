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
