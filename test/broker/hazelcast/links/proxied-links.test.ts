import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { clientsName } from '../../../../src/broker/hazelcast/links/clients.ts';
import { ProxiedLinks } from '../../../../src/broker/hazelcast/links/proxied-links.ts';
import { linkPortCount, planLinks } from '../../../../src/broker/hazelcast/links/plan-links.ts';
import { UsageError } from '../../../../src/foundation/errors/errors.ts';
import { waitFor } from '../../../../src/foundation/async/wait-for.ts';
import { freePorts } from '../support/free-ports.ts';

const names = ['a', 'b', 'c'];
const wish = { clients: true };
const services = ['facade-1', 'reader-1'];

async function openLinks() {
  const ports = await freePorts(2 * names.length + linkPortCount(names.length, wish));
  const members = names.map((name, index) => ({
    name,
    port: ports[2 * index] ?? 0,
    memberPort: ports[2 * index + 1],
  }));
  const planned = planLinks(names, ports.slice(2 * names.length), wish);
  const links = await ProxiedLinks.open(members, planned, services);
  onTestFinished(() => links.close());
  return { links, members, planned };
}

/** The directed pairs that are cut, as text. */
function cuts(links: ProxiedLinks): string[] {
  return links
    .status()
    .filter(({ cut }) => cut !== undefined)
    .map(({ from, to }) => `${from}>${to}`)
    .sort();
}

test('a member is cut off from members, from clients or from all, in the directions that are asked for', async () => {
  const { links } = await openLinks();
  links.isolate(['a']);
  expect(cuts(links)).toEqual(['a>b', 'a>c', 'b>a', 'c>a']);
  links.heal(['a']);
  expect(cuts(links)).toEqual([]);
  links.isolate(['a'], { from: 'clients', way: 'in' });
  const clientsToA = [`${clientsName}>a`, 'facade-1>a', 'reader-1>a'];
  expect(cuts(links)).toEqual(clientsToA);
  links.isolate(['b'], { from: 'all', way: 'out' });
  const fromB = [`b>${clientsName}`, 'b>a', 'b>c', 'b>facade-1', 'b>reader-1'];
  expect(cuts(links)).toEqual([...clientsToA, ...fromB].sort());
  links.heal(['b']);
  expect(cuts(links)).toEqual(clientsToA);
  links.heal();
  expect(cuts(links)).toEqual([]);
});

test('services can stay on the side of a member, and all others on the other', async () => {
  const { links } = await openLinks();
  links.isolate(['a'], { way: 'in', with: ['facade-1'] });
  expect(cuts(links)).toEqual(['b>a', 'c>a', 'facade-1>b', 'facade-1>c', 'reader-1>a'].sort());
  links.heal(['a']);
  expect(cuts(links)).toEqual([]);
});

test('members that are cut off together are not cut off from each other', async () => {
  const { links } = await openLinks();
  links.isolate(['a', 'b'], { way: 'out' });
  expect(cuts(links)).toEqual(['a>c', 'b>c']);
});

test('a proxy cannot leave a new connection without an answer', async () => {
  const { links } = await openLinks();
  expect(() => {
    links.isolate(['a'], { newConnections: 'drop' });
  }).toThrow(UsageError);
  expect(cuts(links)).toEqual([]);
});

test('a member is known by the port from which it connects, a client by the proxy for clients', async () => {
  const { links, members, planned } = await openLinks();
  const [, target] = members;
  const link = planned.get('b');
  if (target === undefined || link === undefined) throw new Error('no member b');
  const reached: { port: number; text: string }[] = [];
  for (const port of [target.memberPort ?? 0, link.clientPort ?? 0]) {
    const server = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.on('data', (bytes) => reached.push({ port, text: bytes.toString() }));
    }).listen(port, '127.0.0.1');
    onTestFinished(() => void server.close());
    await once(server, 'listening');
  }
  links.isolate(['a'], { newConnections: 'reset' });
  const localPort = (name: string): number => planned.get(name)?.outboundPorts.first ?? 0;
  const sockets: Socket[] = [
    connect({ port: link.proxyPort, host: '127.0.0.1', localPort: localPort('a') }),
    connect({ port: link.proxyPort, host: '127.0.0.1', localPort: localPort('c') }),
    connect({ port: target.port, host: '127.0.0.1' }),
  ];
  for (const [index, socket] of sockets.entries()) {
    socket.on('error', () => undefined).write(`caller ${index}`);
    onTestFinished(() => void socket.destroy());
  }
  await waitFor({
    what: 'one member and the client to get through',
    timeoutMs: 10_000,
    probe: () => reached.length === 2 || undefined,
  });
  expect(reached.map(({ text }) => text).sort()).toEqual(['caller 1', 'caller 2']);
  const { connectionsStopped } = links.status().find(({ from, to }) => from === 'a' && to === 'b') ?? {};
  expect(connectionsStopped).toBe(1);
});

test('opens nothing where one port is taken', async () => {
  const ports = await freePorts(2 * names.length + linkPortCount(names.length, wish));
  const members = names.map((name, index) => ({ name, port: ports[index] ?? 0 }));
  const planned = planLinks(names, ports.slice(2 * names.length), wish);
  const taken = createServer().listen(planned.get('c')?.proxyPort, '127.0.0.1');
  onTestFinished(() => void taken.close());
  await once(taken, 'listening');
  await expect(ProxiedLinks.open(members, planned)).rejects.toMatchObject({ code: 'EADDRINUSE' });
  taken.close();
  const links = await ProxiedLinks.open(members, planned);
  await links.close();
});
