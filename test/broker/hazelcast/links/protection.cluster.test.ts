import { SplitBrainProtectionError } from 'hazelcast-client';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { RealCluster } from '../support/real-cluster.ts';
import { addressesOf, clientOf, untilTogether } from './support/sides.ts';

let cluster: RealCluster;

beforeAll(async () => {
  cluster = await RealCluster.start(3, { links: 'members', splitBrainProtection: 2 });
  await untilTogether(cluster, addressesOf(cluster.spec.members));
});
afterAll(() => cluster.stop());

test('a member that is cut off refuses to read and to write, the majority goes on, and what it wrote is there after the heal', async () => {
  const { members, map: mapSpec } = cluster.spec;
  const [alone, ...others] = members;
  if (alone === undefined) throw new Error('no member');
  const { queueName } = cluster.settings;
  onTestFinished(async () => {
    await cluster.links.heal();
  });
  const early = await clientOf(cluster, addressesOf(members));
  expect(await (await early.getQueue<string>(queueName)).offer('before')).toBe(true);
  await early.shutdown();

  await cluster.links.isolate([alone.name]);
  await Promise.all([
    untilTogether(cluster, addressesOf([alone])),
    untilTogether(cluster, addressesOf(others)),
  ]);
  const small = await clientOf(cluster, addressesOf([alone]));
  const queue = await small.getQueue<string>(queueName);
  await expect(queue.offer('small')).rejects.toBeInstanceOf(SplitBrainProtectionError);
  await expect(queue.poll(0)).rejects.toBeInstanceOf(SplitBrainProtectionError);
  for (const name of [mapSpec.name, 'message-pending-map', 'message-delivered-map']) {
    const map = await small.getMap<string, string>(name);
    await expect(map.put('key', 'small')).rejects.toBeInstanceOf(SplitBrainProtectionError);
    await expect(map.get('key')).rejects.toBeInstanceOf(SplitBrainProtectionError);
  }
  const large = await clientOf(cluster, addressesOf(others));
  expect(await (await large.getQueue<string>(queueName)).offer('large')).toBe(true);

  await cluster.links.heal();
  await untilTogether(cluster, addressesOf(members));
  const after = await clientOf(cluster, addressesOf(members));
  const texts: string[] = [];
  await (await after.getQueue<string>(queueName)).drainTo(texts);
  expect(texts).toEqual(['before', 'large']);
}, 120_000);
