import { BlockList, isIP } from 'node:net';
import { hostname, networkInterfaces } from 'node:os';

const everyAddress = new Set(['0.0.0.0', '::']);

/**
 * Which host names lead to a service of ours: the loopback names, what it listens on or is reached by, and where that is every address of
 * this machine, those and the machine's name.
 * @param listenHost name or address it listens on
 * @param publicHost another one by which the others reach it, as in an address
 * @returns takes the host name of a URL, in lower case, an IPv6 address without brackets
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

/** Asked for anew each time: a machine gets addresses while a service runs. */
function machineAddresses(): string[] {
  return Object.values(networkInterfaces()).flatMap((all) => (all ?? []).map(({ address }) => address));
}

/** Compares addresses, not their spelling: IPv6 has several of each. */
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
