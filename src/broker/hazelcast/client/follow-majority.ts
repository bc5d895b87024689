/**
 * hazelcast-client 5.6.0 takes its list of members from one member, and closes its connections to all others. After a
 * split this may be the smaller side, which refuses everything: the client stays with it until the heal, although it
 * could reach the larger side.
 */
import { isIP } from 'node:net';
import type { Client } from 'hazelcast-client';

export interface FollowOptions {
  /** Members that must see each other; fewer refuse everything. */
  needed: number;
  /** Where members may be found, each host:port. */
  addresses: readonly string[];
  /** Told why it left members. */
  onLeave: (why: string) => void;
}

const searchEveryMs = 500;

/**
 * Makes a client leave members that see fewer members than needed, if it can reach any other. If it cannot, it accepts
 * their list, and goes on looking at all addresses.
 */
export function followMajority(client: Client, { needed, addresses, onLeave }: FollowOptions): void {
  const { clusterService, connectionManager } = insidesOf(client);
  const targets = addresses.map(addressOf);
  const acceptList = clusterService.handleMembersViewEvent.bind(clusterService);
  let search: NodeJS.Timeout | undefined;

  const leave = (members: ReadonlySet<string>): boolean => {
    const connections = connectionManager.getConnectionRegistry().getConnections();
    const left = connections.filter((one) => members.has(one.getRemoteUuid().toString()));
    if (left.length === connections.length) return false;
    const why = `sees ${members.size} of the ${needed} members that are needed`;
    onLeave(why);
    for (const connection of left) connection.close(why, null);
    return true;
  };
  const endSearch = (): void => {
    clearInterval(search);
    search = undefined;
  };
  const searchOthersThan = (members: ReadonlySet<string>): void => {
    search = setInterval(() => {
      if (!client.getLifecycleService().isRunning()) endSearch();
      const reached = targets.map((target) => connectionManager.getOrConnectToAddress(target));
      void Promise.allSettled(reached).then(() => {
        // The list may be another by now.
        if (search !== undefined) leave(members);
      });
    }, searchEveryMs);
    search.unref();
  };

  clusterService.handleMembersViewEvent = (clusterUuid, version, infos) => {
    endSearch();
    const members = new Set(infos.map(({ uuid }) => uuid.toString()));
    if (members.size < needed) {
      if (leave(members)) return;
      searchOthersThan(members);
    }
    acceptList(clusterUuid, version, infos);
  };
}

/** An address as the client compares it. */
function addressOf(text: string): Address {
  const separator = text.lastIndexOf(':');
  const host = text.slice(0, separator);
  return { host, port: Number(text.slice(separator + 1)), type: isIP(host), toString: () => text };
}

interface Address {
  host: string;
  port: number;
  type: number;
  toString(): string;
}

/** As the client has them: the same one as text is the same. */
interface Uuid {
  toString(): string;
}

interface Connection {
  /** Of the member. */
  getRemoteUuid(): Uuid;
  close(reason: string, cause: null): void;
}

interface Insides {
  clusterService: {
    handleMembersViewEvent(
      clusterUuid: object,
      version: number,
      infos: readonly Readonly<{ uuid: Uuid }>[],
    ): void;
  };
  connectionManager: {
    getOrConnectToAddress(address: Address): Promise<unknown>;
    getConnectionRegistry(): { getConnections(): readonly Connection[] };
  };
}

function insidesOf(client: object): Insides {
  if (!hasInsides(client))
    throw new Error('this release of hazelcast-client keeps its list of members elsewhere');
  return client;
}

function hasInsides(client: object): client is Insides {
  return (
    'clusterService' in client &&
    hasFunction(client.clusterService, 'handleMembersViewEvent') &&
    'connectionManager' in client &&
    hasFunction(client.connectionManager, 'getOrConnectToAddress') &&
    hasFunction(client.connectionManager, 'getConnectionRegistry')
  );
}

function hasFunction(value: unknown, name: string): boolean {
  return typeof value === 'object' && value !== null && typeof Reflect.get(value, name) === 'function';
}
