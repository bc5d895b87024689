import { expect, test } from 'vitest';
import { whyNoNetworkCut, whyNoNetworkSlowdown } from '../../../src/broker/containers/network-limits.ts';

test.each([
  [{}, 1],
  [{ from: 'all', way: 'both', newConnections: 'drop' }, 1],
  // Through proxies.
  [{ from: 'clients', way: 'in', newConnections: 'hold' }, 2],
] as const)('containers can be cut off so: %j, %i together', (cut, members) => {
  expect(whyNoNetworkCut(cut, members)).toBeUndefined();
});

test.each([
  [{ way: 'out' }, 1, 'in one direction (out)'],
  [{ from: 'all', way: 'in' }, 1, 'in one direction (in)'],
  [{ newConnections: 'reset' }, 1, 'cannot reset them'],
  [{ newConnections: 'hold' }, 1, 'cannot hold them'],
  [{}, 2, 'would not stay connected'],
] as const)('containers cannot be cut off so: %j, %i together', (cut, members, why) => {
  expect(whyNoNetworkCut(cut, members)).toContain(why);
});

test('only the links of containers with clients can be slow', () => {
  expect(whyNoNetworkSlowdown({ from: 'clients' })).toBeUndefined();
  expect(whyNoNetworkSlowdown({ from: 'members' })).toContain('cannot be slowed down');
  expect(whyNoNetworkSlowdown({ from: 'all' })).toContain('cannot be slowed down');
});
