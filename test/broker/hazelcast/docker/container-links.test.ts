import { expect, test } from 'vitest';
import { ContainerLinks } from '../../../../src/broker/hazelcast/docker/container-links.ts';
import { clientsName } from '../../../../src/broker/hazelcast/links/clients.ts';
import { NotReadyError, UsageError } from '../../../../src/foundation/errors/errors.ts';

/** Links of members on a network that notes who is on it. The engine answers too late about members in `stuck`. */
function linksOf(members: readonly string[], options: { clients?: boolean; stuck?: Set<string> } = {}) {
  const { clients = true, stuck = new Set<string>() } = options;
  const onNetwork = new Set(members);
  const network = {
    leave: (member: string) => {
      onNetwork.delete(member);
      return stuck.has(member) ? Promise.reject(late()) : Promise.resolve();
    },
    join: (member: string) => {
      if (stuck.has(member)) return Promise.reject(late());
      onNetwork.add(member);
      return Promise.resolve();
    },
  };
  return { links: new ContainerLinks(members, network, clients ? [] : undefined), onNetwork };
}

function late(): Error {
  return new NotReadyError('the engine does not answer');
}

/** The directed pairs that are cut, as text. */
function cuts(links: ContainerLinks): string[] {
  return links
    .status()
    .filter(({ cut }) => cut !== undefined)
    .map(({ from, to, cut }) => `${from}>${to} ${cut?.newConnections ?? ''}`)
    .sort();
}

const abc = ['a', 'b', 'c'];

test('a member that is cut off leaves the network, and a heal puts it back', async () => {
  const { links, onNetwork } = linksOf(abc);
  await links.isolate(['a']);
  expect([...onNetwork]).toEqual(['b', 'c']);
  expect(cuts(links)).toEqual(['a>b drop', 'a>c drop', 'b>a drop', 'c>a drop']);
  // Twice is the same.
  await links.isolate(['a']);
  await links.heal();
  expect([...onNetwork].sort()).toEqual(abc);
  expect(cuts(links)).toEqual([]);
});

test('a heal of one member leaves its link to another cut, which is still off the network', async () => {
  const { links } = linksOf(abc);
  await links.isolate(['a']);
  await links.isolate(['b']);
  await links.heal(['a']);
  expect(cuts(links)).toEqual(['a>b drop', 'b>a drop', 'b>c drop', 'c>b drop']);
});

test('a member that cannot be put back stays cut off, and does not keep the others off', async () => {
  const stuck = new Set<string>();
  const { links, onNetwork } = linksOf(abc, { stuck });
  await links.isolate(['a']);
  stuck.add('a');
  await links.isolate(['b']);
  await expect(links.heal()).rejects.toBeInstanceOf(NotReadyError);
  expect([...onNetwork].sort()).toEqual(['b', 'c']);
  expect(cuts(links)).toEqual(['a>b drop', 'a>c drop', 'b>a drop', 'c>a drop']);
  stuck.clear();
  await links.heal(['a']);
  expect(cuts(links)).toEqual([]);
});

test('a heal puts a member back that the engine took off too late', async () => {
  const stuck = new Set(['a']);
  const { links, onNetwork } = linksOf(abc, { stuck });
  await expect(links.isolate(['a'])).rejects.toBeInstanceOf(NotReadyError);
  expect(cuts(links)).toEqual([]);
  expect([...onNetwork]).toEqual(['b', 'c']);
  stuck.clear();
  await links.heal();
  expect([...onNetwork].sort()).toEqual(abc);
});

test('clients are cut off by proxies, which count, and the network does not', async () => {
  const { links, onNetwork } = linksOf(['a', 'b']);
  await links.isolate(['a', 'b'], { from: 'clients', way: 'in' });
  expect(cuts(links)).toEqual([`${clientsName}>a reset`, `${clientsName}>b reset`]);
  await links.heal();
  await links.isolate(['a'], { from: 'all' });
  expect([...onNetwork]).toEqual(['b']);
  expect(cuts(links)).toEqual([`${clientsName}>a reset`, `a>${clientsName} reset`, 'a>b drop', 'b>a drop']);
  for (const { from, to, bytesHeldBack } of links.status())
    expect(bytesHeldBack, `${from} to ${to}`).toBe([from, to].includes(clientsName) ? 0 : undefined);
  await links.slow(['b'], { from: 'clients', latencyMs: 5 });
  expect(links.status().filter(({ slow }) => slow !== undefined)).toHaveLength(2);
});

test.each([
  ['one direction', ['a'], { way: 'in' }, 'in one direction', '--runtime jvm'],
  ['a refusal of new connections', ['a'], { newConnections: 'reset' }, 'cannot reset', '--runtime jvm'],
  ['two of three together', ['a', 'b'], {}, 'would not stay connected', 'distq isolate c'],
  ['no answer to clients', ['a'], { from: 'all', newConnections: 'drop' }, 'cannot leave', '`hold`'],
] as const)('%s is refused before anything is done', async (_, members, cut, message, hint) => {
  const { links, onNetwork } = linksOf(abc);
  const refused: unknown = await links.isolate(members, cut).catch((error: unknown) => error);
  if (!(refused instanceof UsageError)) throw new Error('it was not refused');
  expect(refused.message).toContain(message);
  expect(refused.hint).toContain(hint);
  expect([...onNetwork]).toEqual(abc);
  expect(cuts(links)).toEqual([]);
});

test('without proxies for clients, these cannot be cut off, and links of members are never slow', async () => {
  const { links } = linksOf(abc, { clients: false });
  await expect(links.isolate(['a'], { from: 'all' })).rejects.toThrow(
    'reach the members of this session directly',
  );
  await expect(links.slow(['a'], { from: 'clients', latencyMs: 1 })).rejects.toBeInstanceOf(UsageError);
  await expect(links.slow(['a'], { from: 'members', latencyMs: 1 })).rejects.toThrow('cannot be slowed down');
  expect(cuts(links)).toEqual([]);
});
