import { expect, test } from 'vitest';
import { addressesIn } from '../../../src/broker/containers/addresses-in.ts';

test.each([
  ['172.18.0.0/16', 3, ['172.18.0.2', '172.18.0.3', '172.18.0.4']],
  ['192.168.240.0/20', 1, ['192.168.240.2']],
  // Across the end of a byte.
  ['10.0.0.252/28', 3, ['10.0.0.254', '10.0.0.255', '10.0.1.0']],
  ['10.0.0.8/29', 5, ['10.0.0.10', '10.0.0.11', '10.0.0.12', '10.0.0.13', '10.0.0.14']],
])('the first of %s after its gateway, %i of them', (subnet, count, addresses) => {
  expect(addressesIn(subnet, count)).toEqual(addresses);
});

test('a subnet that is too small has none', () => {
  expect(addressesIn('10.0.0.8/29', 6)).toBeUndefined();
});
