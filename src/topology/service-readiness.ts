import { isForeign } from './order.ts';
import type { ServiceSpec } from './topology.ts';

/** Keys of `ready`, of which a service has one at most. */
export const readyChecks = ['http', 'tcp', 'log', 'running'] as const;

/** What shows that an instance is ready. */
export type ReadyCheck =
  | { by: 'http'; path: string }
  | { by: 'tcp' }
  /** A line of the output of this start. */
  | { by: 'log'; pattern: RegExp }
  | { by: 'running' };

/** Of a program of somebody else nothing is known but its port: a GET may take messages, so none is sent unless the file says so. */
export function readyCheckOf({ ready, command }: Pick<ServiceSpec, 'ready' | 'command'>): ReadyCheck {
  if (ready?.http !== undefined) return { by: 'http', path: ready.http };
  if (ready?.log !== undefined) return { by: 'log', pattern: new RegExp(ready.log) };
  if (ready?.running === true) return { by: 'running' };
  if (ready?.tcp === true || isForeign({ command })) return { by: 'tcp' };
  return { by: 'http', path: '/health' };
}
