import { expect, test } from 'vitest';
import type { ClusterLinks } from '../../../src/broker/contract/cluster-links.ts';
import { NotReadyError, UsageError } from '../../../src/foundation/errors/errors.ts';
import { changeLinks, healLinks } from '../../../src/supervisor/plan/cut-members.ts';
import { ProxiedLinks } from '../../../src/broker/hazelcast/links/proxied-links.ts';

const addresses = new Map([
  ['one', '127.0.0.1:1'],
  ['two', '127.0.0.1:2'],
  ['three', '127.0.0.1:3'],
]);
const unwatched = { peek: () => undefined };

/** Links without any member behind them. */
async function openLinks(): Promise<ProxiedLinks> {
  const planned = new Map(
    [...addresses.keys()].map((name) => [name, { proxyPort: 0, outboundPorts: { first: 1, last: 1 } }]),
  );
  return ProxiedLinks.open(
    [...addresses.keys()].map((name, index) => ({ name, port: index + 1, memberPort: index + 101 })),
    planned,
  );
}

const cut = (links: ClusterLinks, members: readonly string[]) => links.isolate(members);

test('the answer has the links between the named members and the others', async () => {
  const links = await openLinks();
  const linked = { links, addresses, watch: unwatched };
  const { members, links: changed } = await changeLinks(linked, 'isolate', ['one', 'one', 'two'], cut);
  expect(members).toEqual(['one', 'two']);
  expect(changed.map(({ from, to }) => `${from} ${to}`).sort()).toEqual([
    'one three',
    'three one',
    'three two',
    'two three',
  ]);
  expect(changed.every(({ cut: state }) => state !== undefined)).toBe(true);
  const healed = await healLinks(linked, []);
  expect(healed.members).toEqual(['one', 'two', 'three']);
  expect(links.status().every(({ cut: state }) => state === undefined)).toBe(true);
  await links.close();
});

test('a session without links refuses, and says how to get them', async () => {
  const linked = { links: undefined, addresses, watch: unwatched };
  const refused: unknown = await changeLinks(linked, 'isolate', ['one'], cut).catch(
    (error: unknown) => error,
  );
  expect(refused instanceof UsageError && refused.hint).toContain('distq up --links members');
  await expect(healLinks(linked, [])).rejects.toBeInstanceOf(UsageError);
});

test('an unknown member, every member, and an owner that is not known are refused', async () => {
  const links = await openLinks();
  const linked = { links, addresses, watch: unwatched };
  await expect(changeLinks(linked, 'isolate', ['four'], cut)).rejects.toThrow('no member "four"');
  await expect(changeLinks(linked, 'isolate', ['one', 'two', 'three'], cut)).rejects.toThrow(
    'every member is named',
  );
  await expect(changeLinks(linked, 'isolate', [], cut)).rejects.toBeInstanceOf(NotReadyError);
  expect(links.status().every(({ cut: state }) => state === undefined)).toBe(true);
  await links.close();
});
