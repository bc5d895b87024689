import { HazelcastJsonValue, type Client } from 'hazelcast-client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { connectToCluster } from '../../../src/broker/hazelcast/client/cluster-connection.ts';
import { RealCluster } from '../../broker/hazelcast/support/real-cluster.ts';
import { Lab } from '../support/lab.ts';
import { offerUnknown } from '../support/unknown-class.ts';

let cluster: RealCluster;
let client: Client;
let lab: Lab;

beforeAll(async () => {
  cluster = await RealCluster.start(1, { map: { backups: 0 }, queue: { backups: 0 } });
  client = await connectToCluster(cluster.settings, { role: 'observer', name: 'test' });
  lab = new Lab(cluster.settings, 'ledger');
  await lab.open();
  await Promise.all([
    lab.start('facade-service', 'facade-service-1'),
    lab.start('logging-service', 'logging-service-1'),
  ]);
});
afterAll(async () => {
  await lab.close();
  await client.shutdown();
  await cluster.stop();
});

const unreadable: unknown = expect.stringMatching(/^\(unreadable: .*77/);

test('what another program put into queue and map takes no neighbour along, and is shown where it cannot be read, too', async () => {
  const plain = Array.from({ length: 100 }, (_, index) => `plain${index}`);
  const json = ['null', '{broken', '"text"'].map((text) => new HazelcastJsonValue(text));
  const queue = await client.getQueue(cluster.settings.queueName);
  await queue.addAll([...plain.slice(0, 50), ...json, ...plain.slice(50)]);
  const map = await client.getMap<string, unknown>(cluster.settings.mapName);
  for (const [index, value] of json.entries()) await map.set(`json${index}`, value);
  await map.set('plain', 'plain0');
  await offerUnknown(cluster.settings);

  await lab.start('messages-service', 'messages-service-1');
  const received = await lab.untilReceived(plain.length + json.length + 1, ['messages-service-1']);
  const shown = [...plain.slice(0, 50), 'null', '{broken', 'text', ...plain.slice(50), unreadable];
  expect(received).toEqual(shown);
  const warnings = lab.lines.filter((line) => line.includes('Unreadable Item in the Queue: '));
  expect(warnings).toHaveLength(2);

  const { status, body } = await lab.get('logging-service-1', '/logging');
  expect([status, z.array(z.string()).parse(body).sort()]).toEqual([
    200,
    [unreadable, 'null', 'plain0', 'text', '{broken'],
  ]);
  expect((await lab.get('facade-service-1', '/facade')).status).toBe(200);
});
