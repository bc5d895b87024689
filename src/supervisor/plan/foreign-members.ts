import { UsageError } from '../../foundation/errors/errors.ts';
import { clusterName } from '../../topology/order.ts';

/** How the members of an external cluster are called: all together, or by their addresses. */
export function isForeignMember(name: string): boolean {
  return name === clusterName || name.includes(':');
}

export function refuseForeign(what: string): UsageError {
  return new UsageError(`the members of an external cluster are not ${what}: distq did not start them`, {
    hint: 'faults of members need a cluster of distq’s own: --runtime jvm or docker',
  });
}
