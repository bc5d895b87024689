import type { Socket } from 'node:net';
import { UsageError } from '../../../foundation/errors/errors.ts';
import type { Cut, LinkEnd } from '../../../protocol/links.ts';
import { memberHost } from '../../../topology/settings-of.ts';
import type { MemberSpec } from '../../../topology/topology.ts';
import { readClientName } from './client-name.ts';
import type { LinkProxyOptions } from './link-proxy.ts';
import type { LinkTable } from './link-table.ts';

/** All clients that are not services, as one party of links. No member can have that name. */
export const clientsName = '(clients)';
/** distq's own, which look at both sides of a cut: they are never cut off. */
const observersName = '(distq)';

/** The clients that can be cut off, as parties of links: each service instance, and all others together. */
export function clientParties(services: readonly string[]): string[] {
  return [...services, clientsName];
}

/** Every client, as parties of links. */
export function allClients(services: readonly string[]): string[] {
  return [...clientParties(services), observersName];
}

/** The party to which a client belongs: a service's second client has its name and more. */
function partyOf(client: string | undefined, services: readonly string[]): string {
  if (client?.startsWith('distq-') === true) return observersName;
  const isOf = (service: string): boolean => client === service || client?.startsWith(`${service}-`) === true;
  return services.find(isOf) ?? clientsName;
}

interface ClientProxyOptions {
  /** On which the member really accepts clients. */
  port: number;
  services: readonly string[];
  table: LinkTable;
}

/** The proxy that has the port of a member for clients. */
export function clientProxy(
  { name, port: own }: MemberSpec,
  { port, services, table }: ClientProxyOptions,
): LinkProxyOptions {
  return {
    host: memberHost,
    port: own,
    to: name,
    target: { host: memberHost, port },
    callerOf: async (socket: Socket) => partyOf(await readClientName(socket), services),
    table,
  };
}

/** @throws UsageError if clients are meant, and they reach members without proxies */
export function requireClientProxies(
  { from = 'members', with: joined = [] }: { from?: LinkEnd | undefined; with?: readonly string[] },
  has: boolean,
): void {
  if ((from === 'members' && joined.length === 0) || has) return;
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
