import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectToCluster } from '../../../src/broker/hazelcast/client/cluster-connection.ts';
import { HazelcastQueue } from '../../../src/services/queue/hazelcast-queue.ts';
import { RealCluster } from '../../broker/hazelcast/support/real-cluster.ts';
import { Lab } from '../support/lab.ts';

let cluster: RealCluster;
let lab: Lab;

beforeAll(async () => {
  cluster = await RealCluster.start(1, {
    queue: { name: 'bounded', backups: 0, maxSize: 5 },
    map: { name: 'messages', backups: 0 },
  });
  lab = new Lab(cluster.settings);
  await lab.open();
  await Promise.all([
    lab.start('facade-service', 'facade-service-1'),
    lab.start('logging-service', 'logging-service-1'),
  ]);
});
afterAll(async () => {
  await lab.close();
  await cluster.stop();
});

test('addAll adds all or none', async () => {
  const client = await connectToCluster(cluster.settings, { role: 'observer', name: 'test' });
  const hazelcast = await client.getQueue<string>(cluster.settings.queueName);
  const queue = new HazelcastQueue(hazelcast);
  expect(await queue.addAll(['1', '2', '3'])).toBe(true);
  expect(await queue.addAll(['4', '5', '6'])).toBe(false);
  expect(await hazelcast.size()).toBe(3);
  await hazelcast.clear();
  await client.shutdown();
});

test('a full queue refuses what it does not deliver, and flows again with a consumer', async () => {
  const keys = Array.from({ length: 7 }, () => randomUUID());
  const statuses: number[] = [];
  for (const [index, key] of keys.entries()) {
    const answer = await lab.post(`msg${index}`, key);
    statuses.push(answer.status);
    if (answer.status !== 503) continue;
    expect(answer.body).toEqual({ error: 'Queue Full' });
    expect(answer.headers.get('retry-after')).toBe('1');
  }
  expect(statuses).toEqual([201, 201, 201, 201, 201, 503, 503]);

  await lab.start('messages-service', 'messages-service-1');
  await lab.untilReceived(5, ['messages-service-1']);
  expect((await lab.post('msg5', keys[5])).status).toBe(201);
  const received = await lab.untilReceived(6, ['messages-service-1']);
  expect(received).toEqual(['msg0', 'msg1', 'msg2', 'msg3', 'msg4', 'msg5']);
  await lab.stop('messages-service-1');
});

test('what a full queue refused is delivered under the same key, also after a restart of the facade', async () => {
  await lab.postBatch(Array.from({ length: 5 }, (_, index) => ({ msg: `f${index}` })));
  const [early, late] = [randomUUID(), randomUUID()];
  for (const key of [early, late]) expect((await lab.post(key, key)).status).toBe(503);
  await lab.stop('facade-service-1');
  await lab.start('facade-service', 'facade-service-1');
  // Full as ever; but of the attempts before the restart nothing is known.
  expect((await lab.post(early, early)).status).toBe(504);
  await lab.start('messages-service', 'messages-service-1');
  await lab.untilReceived(5, ['messages-service-1']);
  for (const key of [early, late]) expect([200, 201]).toContain((await lab.post(key, key)).status);
  expect((await lab.untilReceived(7, ['messages-service-1'])).slice(5)).toEqual([early, late]);
  await lab.stop('messages-service-1');
});

test('of a batch too large for the queue, what fits is delivered and the rest refused', async () => {
  const answers = await lab.postBatch(Array.from({ length: 8 }, (_, index) => ({ msg: `b${index}` })));
  const delivered = answers.filter(({ status }) => status === 201);
  expect(delivered).toHaveLength(5);
  expect(answers.filter((answer) => answer.status === 503)).toHaveLength(3);
  await lab.start('messages-service', 'messages-service-1');
  const received = await lab.untilReceived(5, ['messages-service-1']);
  const accepted = answers.flatMap((answer, index) => (answer.status === 201 ? [`b${index}`] : []));
  expect(received.sort()).toEqual(accepted);
});

test('the only member dies and returns: services stay up, are unhealthy meanwhile, and go on', async () => {
  const [member] = cluster.spec.members;
  if (member === undefined) throw new Error('no member');
  await cluster.process(member).kill('SIGKILL');
  for (const name of ['facade-service-1', 'logging-service-1', 'messages-service-1'])
    await lab.untilHealth(name, 503);
  // What this consumer had received is shown without a cluster.
  expect(await lab.received('messages-service-1')).toHaveLength(5);
  const waiting = lab.post('sent while there was no member');
  await cluster.launch(member, { coldStart: true });
  await cluster.untilStarted([member]);
  for (const name of ['facade-service-1', 'logging-service-1', 'messages-service-1'])
    await lab.untilHealth(name, 200);
  const { status } = await waiting;
  expect([201, 503, 504]).toContain(status);
  expect((await lab.post('after')).status).toBe(201);
  const received = await lab.untilReceived(status === 201 ? 7 : 6, ['messages-service-1']);
  expect(received).toContain('after');
});
