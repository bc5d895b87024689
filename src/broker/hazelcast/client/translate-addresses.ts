import type { Client } from 'hazelcast-client';

/**
 * Members in containers tell their clients the addresses that count on the machine. A client in another container is connected to one member
 * by its configured address, and reaches the others only by this. hazelcast-client 5.6.0 translates addresses for Hazelcast's cloud alone. It
 * meets the translation with its next attempts, once a second, since it is handed out after the first.
 * @param translation where a member is reached, by the address that it tells; each host:port
 */
export function translateAddresses(client: Client, translation: Readonly<Record<string, string>>): void {
  const manager: unknown = 'connectionManager' in client ? client.connectionManager : undefined;
  if (!isConnector(manager))
    throw new Error('this release of hazelcast-client connects elsewhere: addresses cannot be translated');
  const connect = manager.triggerConnect.bind(manager);
  manager.triggerConnect = (address) => connect(translated(address, translation));
}

interface Address {
  host: string;
  port: number;
  toString(): string;
}

interface Connector {
  /** Opens the socket to a member. */
  triggerConnect(address: Address): unknown;
}

function translated(address: Address, translation: Readonly<Record<string, string>>): Address {
  const target = translation[`${address.host}:${address.port}`];
  if (target === undefined) return address;
  const separator = target.lastIndexOf(':');
  return {
    host: target.slice(0, separator),
    port: Number(target.slice(separator + 1)),
    toString: () => target,
  };
}

function isConnector(value: unknown): value is Connector {
  return (
    typeof value === 'object' &&
    value !== null &&
    'triggerConnect' in value &&
    typeof value.triggerConnect === 'function'
  );
}
