import { isForeign } from './order.ts';
import type { ServiceSpec } from './topology.ts';

/** Keys of `ready`; a service has at most one. */
export const readyChecks = ['http', 'tcp', 'log', 'running'] as const;

/** What shows that an instance is ready. */
export type ReadyCheck =
  | { by: 'http'; path: string }
  | { by: 'tcp' }
  /** A line of the output since this start. */
  | { by: 'log'; pattern: RegExp }
  | { by: 'running' };

/**
 * Only the port of a foreign program is known: a GET may consume messages, so none is sent unless the file asks for it.
 */
export function readyCheckOf({ ready, command }: Pick<ServiceSpec, 'ready' | 'command'>): ReadyCheck {
  if (ready?.http !== undefined) return { by: 'http', path: ready.http };
  if (ready?.log !== undefined) return { by: 'log', pattern: new RegExp(ready.log) };
  if (ready?.running === true) return { by: 'running' };
  if (ready?.tcp === true || isForeign({ command })) return { by: 'tcp' };
  return { by: 'http', path: '/health' };
}
