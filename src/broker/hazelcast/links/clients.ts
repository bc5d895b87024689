import { UsageError } from '../../../foundation/errors/errors.ts';
import type { Cut, LinkEnd } from '../../../protocol/links.ts';
import { memberHost } from '../../../topology/settings-of.ts';
import type { MemberSpec } from '../../../topology/topology.ts';
import type { LinkProxyOptions } from './link-proxy.ts';
import type { LinkTable } from './link-table.ts';

/** All clients together, as one party of links. No member can have that name. */
export const clientsName = '(clients)';

/** The proxy that has the port of a member for clients. @param port on which the member really accepts clients */
export function clientProxy(
  { name, port: own }: MemberSpec,
  port: number,
  table: LinkTable,
): LinkProxyOptions {
  return {
    host: memberHost,
    port: own,
    to: name,
    target: { host: memberHost, port },
    callerOf: () => clientsName,
    table,
  };
}

/** @throws UsageError if clients are meant, and they reach members without proxies */
export function requireClientProxies(from: LinkEnd, has: boolean): void {
  if (from === 'members' || has) return;
  throw new UsageError('clients reach the members of this session directly, so they cannot be cut off', {
    hint: 'start it with proxies for clients: distq up --links all, or `links: all` of the cluster in the topology',
  });
}

/** @throws UsageError for a new connection that is to get no answer: a proxy listens, so the kernel accepts it */
export function refuseDrop(newConnections: Cut['newConnections']): void {
  if (newConnections !== 'drop') return;
  throw new UsageError('a proxy cannot leave a new connection without an answer (`drop`)', {
    hint: 'use `hold` or `reset`; between members in containers (--runtime docker) new connections are dropped',
  });
}
