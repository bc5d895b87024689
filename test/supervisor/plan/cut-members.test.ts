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
async function openLinks(more: { clientPort?: number } = {}): Promise<ProxiedLinks> {
  const planned = new Map(
    [...addresses.keys()].map((name) => [
      name,
      { proxyPort: 0, outboundPorts: { first: 1, last: 1 }, ...more },
    ]),
  );
  return ProxiedLinks.open(
    [...addresses.keys()].map((name, index) => ({ name, port: 0, memberPort: index + 101 })),
    planned,
  );
}

const services = ['facade-service-1', 'messages-service-1'];
const cut = {
  command: 'isolate',
  from: 'members',
  apply: (links: ClusterLinks, members: readonly string[]) => links.isolate(members),
} as const;

test('the answer has the links between the named members and the others', async () => {
  const links = await openLinks();
  const linked = { links, addresses, services, watch: unwatched };
  const { members, links: changed } = await changeLinks(linked, ['one', 'one', 'two'], cut);
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
  const linked = { links: undefined, addresses, services, watch: unwatched };
  const refused: unknown = await changeLinks(linked, ['one'], cut).catch((error: unknown) => error);
  expect(refused instanceof UsageError && refused.hint).toContain('distq up --links members');
  await expect(healLinks(linked, [])).rejects.toBeInstanceOf(UsageError);
});

test('an unknown member, every member, and an owner that is not known are refused', async () => {
  const links = await openLinks();
  const linked = { links, addresses, services, watch: unwatched };
  await expect(changeLinks(linked, ['four'], cut)).rejects.toThrow('no member "four"');
  await expect(changeLinks(linked, ['one', 'two', 'three'], cut)).rejects.toThrow('every member is named');
  await expect(changeLinks(linked, [], cut)).rejects.toBeInstanceOf(NotReadyError);
  expect(links.status().every(({ cut: state }) => state === undefined)).toBe(true);
  await links.close();
});

test('clients are cut off only where they reach members through proxies, and only services that there are', async () => {
  const links = await openLinks();
  const linked = { links, addresses, services, watch: unwatched };
  const joined = (names: string[]) => ({
    command: 'isolate' as const,
    from: 'members' as const,
    joined: names,
    apply: (to: ClusterLinks, members: readonly string[]) => to.isolate(members, { with: names }),
  });
  const fromClients = {
    command: 'isolate' as const,
    from: 'clients' as const,
    apply: (to: ClusterLinks, members: readonly string[]) => to.isolate(members, { from: 'clients' }),
  };
  for (const change of [joined(['facade-service-1']), fromClients]) {
    const refused: unknown = await changeLinks(linked, ['one'], change).catch((error: unknown) => error);
    expect(refused instanceof UsageError && refused.hint).toContain('distq up --links all');
  }
  await links.close();

  const all = await openLinks({ clientPort: 0 });
  const reaching = { ...linked, links: all };
  await expect(changeLinks(reaching, ['one'], joined(['facade']))).rejects.toThrow(
    'no service instance is called "facade"',
  );
  const everyone = await changeLinks(reaching, ['one', 'two', 'three'], fromClients);
  expect(everyone.members).toHaveLength(3);
  await all.close();
});
