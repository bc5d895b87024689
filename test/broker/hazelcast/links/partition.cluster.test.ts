import type { Client } from 'hazelcast-client';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { waitFor } from '../../../../src/foundation/async/wait-for.ts';
import { RealCluster } from '../support/real-cluster.ts';
import { addressesOf, clientOf, untilTogether } from './support/sides.ts';

let cluster: RealCluster;

beforeAll(async () => {
  // Each member has everything, so that it goes on with all of it when it is cut off.
  cluster = await RealCluster.start(3, {
    links: 'members',
    map: { backups: 2 },
    queue: { name: '*', backups: 2 },
  });
  await untilTogether(cluster, addressesOf(cluster.spec.members));
});
afterAll(() => cluster.stop());

/** Offers texts to a queue, and puts each into the map as the text of a key. */
async function write(client: Client, queueName: string, texts: string[], key: string): Promise<void> {
  const queue = await client.getQueue<string>(queueName);
  for (const text of texts) expect(await queue.offer(text)).toBe(true);
  const map = await client.getMap<string, string>(cluster.settings.mapName);
  await map.putIfAbsent(key, texts.join());
}

async function drained(client: Client, queueName: string): Promise<string[]> {
  const queue = await client.getQueue<string>(queueName);
  const texts: string[] = [];
  await queue.drainTo(texts);
  return texts;
}

test.each([
  { newConnections: 'reset', index: 0 },
  { newConnections: 'hold', index: 1 },
] as const)(
  'a member that is cut off (new connections: $newConnections) and the others go on apart; healed, they merge',
  async ({ newConnections, index }) => {
    const { members } = cluster.spec;
    const minority = members.filter((_, at) => at === index);
    const majority = members.filter((_, at) => at !== index);
    const [kept, emptied, shared] = [`kept-${index}`, `emptied-${index}`, `shared-${index}`];
    const before = await clientOf(cluster, addressesOf(members));
    await write(before, kept, ['before'], `before-${index}`);
    await write(before, emptied, ['before'], `before-${index}`);
    await before.shutdown();

    onTestFinished(async () => {
      await cluster.links.heal();
    });
    await cluster.links.isolate(
      minority.map(({ name }) => name),
      { way: 'both', newConnections },
    );
    await Promise.all([
      untilTogether(cluster, addressesOf(minority)),
      untilTogether(cluster, addressesOf(majority)),
    ]);
    const [small, large] = [
      await clientOf(cluster, addressesOf(minority)),
      await clientOf(cluster, addressesOf(majority)),
    ];
    await write(small, kept, ['small'], shared);
    await write(large, kept, ['large'], shared);
    await write(small, emptied, ['small'], `small-${index}`);
    expect(await drained(large, emptied)).toEqual(['before']);
    const links = cluster.links.status();
    for (const { from, to, cut, bytesHeldBack = 0 } of links) {
      const isCut = minority.some(({ name }) => name === from || name === to);
      expect([from, to, cut?.newConnections]).toEqual([from, to, isCut ? newConnections : undefined]);
      expect(bytesHeldBack > 0 || !isCut, `${from} to ${to}`).toBe(true);
    }
    // To merge, a member looks for the others every few seconds.
    await waitFor({
      what: 'an attempt to connect to be stopped',
      timeoutMs: 30_000,
      probe: () =>
        cluster.links.status().some(({ connectionsStopped = 0 }) => connectionsStopped > 0) || undefined,
    });

    await cluster.links.heal();
    await untilTogether(cluster, addressesOf(members));
    const after = await clientOf(cluster, addressesOf(members));
    const map = await after.getMap<string, string>(cluster.settings.mapName);
    const queue = await after.getQueue<string>(emptied);
    let seen: unknown[] = [];
    // Data is merged after the members have met.
    await waitFor({
      what: 'what the smaller side has written to be merged',
      timeoutMs: 30_000,
      probe: async () =>
        (seen = [await map.get(`small-${index}`), await queue.size()]).join() === 'small,2' || undefined,
      lastSeen: () => seen.join(),
    });
    // Put-if-absent, the default: what the larger side has stays, and what it has not comes from the smaller one. A queue counts as a whole.
    expect(await map.get(shared)).toBe('large');
    expect(await map.get(`before-${index}`)).toBe('before');
    expect(await drained(after, kept)).toEqual(['before', 'large']);
    // So what the larger side has consumed already comes again.
    expect(await drained(after, emptied)).toEqual(['before', 'small']);
  },
  150_000,
);
