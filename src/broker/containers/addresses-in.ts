/** The network itself, its gateway, and the address for all. */
const reserved = 3;

/**
 * The first addresses of a subnet after that of its gateway.
 * @param subnet in IPv4: 172.18.0.0/16
 * @returns undefined if it has fewer
 */
export function addressesIn(subnet: string, count: number): string[] | undefined {
  const [network = '', prefix = ''] = subnet.split('/');
  if (count > 2 ** (32 - Number(prefix)) - reserved) return undefined;
  const first = network.split('.').reduce((number, byte) => number * 256 + Number(byte), 0) + 2;
  return Array.from({ length: count }, (_, index) => dotted(first + index));
}

function dotted(address: number): string {
  return [24, 16, 8, 0].map((bits) => Math.floor(address / 2 ** bits) % 256).join('.');
}
