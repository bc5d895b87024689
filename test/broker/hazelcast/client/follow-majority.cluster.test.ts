import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { waitFor } from '../../../../src/foundation/async/wait-for.ts';
import { connectToCluster } from '../../../../src/broker/hazelcast/client/cluster-connection.ts';
import { addressesOf, untilTogether } from '../links/support/sides.ts';
import { RealCluster } from '../support/real-cluster.ts';

let cluster: RealCluster;

beforeAll(async () => {
  cluster = await RealCluster.start(3, {
    links: 'all',
    splitBrainProtection: 2,
    heartbeatTimeoutSeconds: 2,
    map: { backups: 2 },
    queue: { backups: 2 },
  });
  await untilTogether(cluster, addressesOf(cluster.spec.members));
});
afterAll(() => cluster.stop());

async function producer(name: string) {
  const log: string[] = [];
  const client = await connectToCluster(cluster.settings, {
    role: 'producer',
    name,
    log: (_level, message) => log.push(message),
  });
  onTestFinished(() => client.shutdown());
  const seen = (): number => client.getCluster().getMembers().length;
  const untilSees = async (count: number) =>
    waitFor({
      what: `${name} to see ${count} members`,
      timeoutMs: 30_000,
      intervalMs: 20,
      probe: () => seen() === count || undefined,
      lastSeen: () => String(seen()),
    });
  const map = await client.getMap<string, number>(cluster.settings.mapName);
  /** Like a service: again and again, since the members settle who has which backup for a moment. */
  const write = async (key: string, value: number) =>
    waitFor({
      what: `${key} to be written`,
      timeoutMs: 30_000,
      intervalMs: 50,
      probe: () =>
        map.set(key, value).then(
          () => true,
          () => undefined,
        ),
    });
  return { log, untilSees, map, write };
}

/** Each member is cut off once, so the member that tells the client its list is among them. */
test('whichever member is cut off, a client stays with the majority and writes every key', async () => {
  const { members } = cluster.spec;
  const { map, write, log, untilSees } = await producer('test');
  const keys = Array.from({ length: 64 }, (_, index) => `key ${index}`);
  for (const [round, alone] of members.entries()) {
    await cluster.links.isolate([alone.name]);
    await untilSees(2);
    await Promise.all(keys.map((key) => write(key, round)));
    await cluster.links.heal();
    await untilTogether(cluster, addressesOf(members));
    await untilSees(3);
    expect(await map.get('key 0')).toBe(round);
  }
  expect(log.filter((line) => line.includes('sees 1 of the 2 members'))).not.toEqual([]);
}, 180_000);

test('a client that reaches the minority alone is refused, and finds the majority when it can', async () => {
  const { members } = cluster.spec;
  const [alone] = members;
  if (alone === undefined) throw new Error('no member');
  const { map, write, untilSees } = await producer('test');
  await cluster.links.isolate([alone.name], { with: [] });
  await cluster.links.isolate(
    members.filter((one) => one !== alone).map(({ name }) => name),
    { from: 'clients' },
  );
  await untilSees(1);
  await expect(map.set('key', 1)).rejects.toThrow(/[Ss]plit ?[Bb]rain ?[Pp]rotection/);
  // The members stay apart, but this client reaches both sides again.
  await cluster.links.heal();
  await cluster.links.isolate([alone.name]);
  await untilSees(2);
  await write('key', 2);
  expect(await map.get('key')).toBe(2);
  await cluster.links.heal();
  await untilTogether(cluster, addressesOf(members));
}, 120_000);
