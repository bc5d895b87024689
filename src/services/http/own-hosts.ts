import { BlockList, isIP } from 'node:net';
import { hostname, networkInterfaces } from 'node:os';

const everyAddress = new Set(['0.0.0.0', '::']);

/**
 * The host names of a service: the loopback names, and the host on which it listens or by which it is reached. If it
 * listens on every address of this machine: all of them and the machine's name.
 * @param listenHost name or address on which it listens
 * @param publicHost another name or address by which others reach it
 * @returns a function that accepts the host name of a URL, in lower case, an IPv6 address without brackets
 */
export function ownHosts(listenHost: string, publicHost?: string): (name: string) => boolean {
  const listensOn = listenHost.toLowerCase();
  const reachedBy = publicHost?.toLowerCase().replace(/^\[|\]$/g, '');
  const loopback = addresses(['::1']);
  loopback.addSubnet('127.0.0.0', 8, 'ipv4');
  return (name) => {
    if (name === 'localhost' || name === listensOn || name === reachedBy || has(loopback, name)) return true;
    if (reachedBy !== undefined && has(addresses([reachedBy]), name)) return true;
    if (!everyAddress.has(listensOn)) return has(addresses([listensOn]), name);
    return name === hostname().toLowerCase() || has(addresses(machineAddresses()), name);
  };
}

/** Read at each call: the addresses of a machine change while a service runs. */
function machineAddresses(): string[] {
  return Object.values(networkInterfaces()).flatMap((all) => (all ?? []).map(({ address }) => address));
}

/** Compares addresses, not their text: an IPv6 address has several text forms. */
function addresses(texts: readonly string[]): BlockList {
  const list = new BlockList();
  for (const text of texts) {
    const family = familyOf(text);
    if (family !== undefined) list.addAddress(text, family);
  }
  return list;
}

function has(list: BlockList, text: string): boolean {
  const family = familyOf(text);
  return family !== undefined && list.check(text, family);
}

function familyOf(text: string): 'ipv4' | 'ipv6' | undefined {
  const version = isIP(text);
  if (version === 0) return undefined;
  return version === 4 ? 'ipv4' : 'ipv6';
}
