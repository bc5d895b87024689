import { afterAll, beforeAll, expect, test } from 'vitest';
import { membersSeenBy } from '../../../../src/broker/hazelcast/observer/members-seen-by.ts';
import { connectToCluster } from '../../../../src/broker/hazelcast/client/cluster-connection.ts';
import { NotReadyError } from '../../../../src/foundation/errors/errors.ts';
import { RealCluster } from '../support/real-cluster.ts';
import { addressesOf, clientOf, untilTogether } from './support/sides.ts';

let cluster: RealCluster;

beforeAll(async () => {
  cluster = await RealCluster.start(3, { links: 'all' });
  await untilTogether(cluster, addressesOf(cluster.spec.members));
});
afterAll(() => cluster.stop());

test.each(['reset', 'hold'] as const)(
  'a member that is cut off from clients (new connections: %s) stays with the others, and what was sent is answered after the heal',
  async (newConnections) => {
    const { members } = cluster.spec;
    const all = addressesOf(members);
    const [owner] = members;
    if (owner === undefined) throw new Error('no member');
    const alone = `127.0.0.1:${owner.port}`;
    const client = await clientOf(cluster, all);
    const keys = Array.from({ length: 64 }, (_, index) => `${newConnections} ${index}`);
    const map = await client.getMap<string, string>(cluster.settings.mapName);

    await cluster.links.isolate([owner.name], { from: 'clients', newConnections });
    // Some of the keys are that member's.
    const writes = Promise.all(keys.map((key) => map.set(key, key)));
    writes.catch(() => undefined);
    const stranger = connectToCluster(
      { ...cluster.settings, addresses: [alone] },
      { role: 'consumer', name: 'stranger', timeoutMs: 2_000 },
    );
    await expect(stranger).rejects.toBeInstanceOf(NotReadyError);
    // distq's own are not cut off.
    for (const address of all) expect(await membersSeenBy(cluster.settings, address)).toEqual(all);
    const held = cluster.links.status().filter(({ bytesHeldBack = 0 }) => bytesHeldBack > 0);
    expect(held.map(({ to }) => to)).toContain(owner.name);

    await cluster.links.heal();
    await writes;
    await untilTogether(cluster, all);
    expect(await map.size()).toBeGreaterThanOrEqual(keys.length);
  },
);
