import type { Client, IQueue } from 'hazelcast-client';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectToCluster } from '../../../src/broker/hazelcast/client/cluster-connection.ts';
import { postMessages } from '../../../src/posting/post-messages.ts';
import { createSystem } from '../../../src/system/create-system.ts';
import { openHazelcastLedger } from '../../../src/services/ledger/hazelcast-ledger.ts';
import type { Ledger } from '../../../src/services/ledger/ledger.ts';
import { RealCluster } from '../../broker/hazelcast/support/real-cluster.ts';
import { Lab } from '../support/lab.ts';

const room = 5;
let cluster: RealCluster;
let lab: Lab;
let client: Client;
let ledger: Ledger;
let queue: IQueue<string>;

beforeAll(async () => {
  cluster = await RealCluster.start(1, {
    queue: { name: 'bounded', backups: 0, maxSize: room },
    map: { name: 'messages', backups: 0 },
  });
  client = await connectToCluster(cluster.settings, { role: 'producer', name: 'test' });
  ledger = await openHazelcastLedger(client);
  queue = await client.getQueue(cluster.settings.queueName);
  lab = new Lab(cluster.settings, 'ledger');
  await lab.open();
  await Promise.all([
    lab.start('facade-service', 'facade-service-1'),
    lab.start('logging-service', 'logging-service-1'),
  ]);
});

afterAll(async () => {
  await client.shutdown();
  await lab.close();
  await cluster.stop();
});

async function pendingUuids(): Promise<string[]> {
  const uuids: string[] = [];
  for await (const groups of ledger.pendingBefore(Infinity))
    uuids.push(...groups.flatMap(({ messages }) => messages.map(({ uuid }) => uuid)));
  return uuids.sort();
}

// One after the other: each goes on with the queue as the one before left it.
const accepted: string[] = [];

test('of a batch with more lines than room as many are taken as fit, and nothing of the rest is left behind', async () => {
  const lines = Array.from({ length: 12 }, (_, index) => ({ msg: `batch${index}`, uuid: randomUUID() }));
  const answers = await lab.postBatch(lines);
  expect(answers.map(({ status }) => status).sort()).toEqual([
    ...Array.from({ length: room }, () => 201),
    ...Array.from({ length: 12 - room }, () => 503),
  ]);
  const taken = lines.filter((_, index) => answers[index]?.status === 201);
  accepted.push(...taken.map(({ msg }) => msg));
  expect(await pendingUuids()).toEqual(taken.map(({ uuid }) => uuid).sort());
  expect(await queue.size()).toBe(room);
});

test('a group of posts at once to a full queue is refused with a Retry-After, and nothing is left behind', async () => {
  const before = await pendingUuids();
  const answers = await Promise.all(Array.from({ length: 20 }, (_, index) => lab.post(`refused${index}`)));
  for (const { status, headers, body } of answers) {
    expect(status).toBe(503);
    expect(body).toEqual({ error: 'Queue Full' });
    expect(headers.get('retry-after')).toBe('1');
  }
  expect(await pendingUuids()).toEqual(before);
  expect(await queue.size()).toBe(room);
});

test('a client that obeys Retry-After gets everything through once a consumer reads, each message once', async () => {
  let isRefused: () => void = () => undefined;
  const refused = new Promise<void>((resolve) => {
    isRefused = resolve;
  });
  const posting = postMessages({
    system: createSystem(),
    url: new URL(lab.url('facade-service-1')),
    messages: Array.from({ length: 30 }, (_, index) => `later${index}`),
    concurrency: 8,
    timeoutMs: 10_000,
    retryForMs: 30_000,
    onAnswered: () => {
      isRefused();
    },
  });
  await refused;
  await lab.start('messages-service', 'messages-service-1');
  const summary = await posting;
  expect(summary).toMatchObject({ attempted: 30, acknowledged: 30, refused: 0, indeterminate: 0 });
  expect(summary.retried).toBeGreaterThan(0);
  const received = await lab.untilReceived(room + 30, ['messages-service-1']);
  expect([...received].sort()).toEqual(
    [...accepted, ...Array.from({ length: 30 }, (_, index) => `later${index}`)].sort(),
  );
});
