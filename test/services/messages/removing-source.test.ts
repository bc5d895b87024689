import { Client, type IQueue } from 'hazelcast-client';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { connectToCluster } from '../../../src/cluster/connection.ts';
import { RemovingSource } from '../../../src/services/messages/removing-source.ts';
import { RealCluster } from '../../cluster/support/real-cluster.ts';

let real: RealCluster;
let client: Client;
let queue: IQueue<unknown>;

beforeAll(async () => {
  real = await RealCluster.start(1, { map: { backups: 0 }, queue: { backups: 0 } });
  client = await connectToCluster(real.settings, { role: 'consumer', name: 'test' });
  queue = await client.getQueue(real.settings.queueName);
});

afterAll(async () => {
  await client.shutdown();
  await real.stop();
});

beforeEach(() => queue.clear());

/** The real queue; the first removal is carried out by `remove`, and its answer never comes. */
function losingFirstAnswer(remove: (item: unknown) => Promise<unknown>): IQueue<unknown> {
  let isFirst = true;
  return new Proxy(queue, {
    get: (target, name: keyof IQueue<unknown>) => {
      if (name !== 'remove') return target[name].bind(target);
      return async (item: unknown) => {
        if (!isFirst) return queue.remove(item);
        isFirst = false;
        await remove(item);
        throw new Error('answer lost');
      };
    },
  });
}

test('takes what is there one by one, and nothing from an empty queue', async () => {
  const source = new RemovingSource(queue);
  await queue.addAll(['a', 'b']);
  expect([await source.poll(0), await source.poll(0), await source.poll(20)]).toEqual(['a', 'b', undefined]);
  expect(await queue.size()).toBe(0);
});

test('waits for the next item', async () => {
  const polled = new RemovingSource(queue).poll(10_000);
  await queue.offer('late');
  expect(await polled).toBe('late');
});

test('competing consumers share the items, each of which is taken once', async () => {
  const items = Array.from({ length: 200 }, (_, index) => `i${index}`);
  await queue.addAll(items);
  const drainAll = async (source: RemovingSource): Promise<string[]> => {
    const taken: string[] = [];
    for (let item = await source.poll(0); item !== undefined; item = await source.poll(0)) taken.push(item);
    return taken;
  };
  const [first, second] = await Promise.all([
    drainAll(new RemovingSource(queue)),
    drainAll(new RemovingSource(queue)),
  ]);
  expect([...first, ...second].sort()).toEqual(items.sort());
  expect(first.length * second.length).toBeGreaterThan(0);
});

test.for([
  ['it was carried out', (item: unknown) => queue.remove(item)],
  ['it was not carried out', () => Promise.resolve()],
  ['another consumer took the item', () => queue.poll()],
] as const)('an item whose removal is not answered is given later: %s', async ([, remove]) => {
  await queue.addAll(['a', 'b']);
  const source = new RemovingSource(losingFirstAnswer(remove));
  await expect(source.poll(0)).rejects.toThrow('answer lost');
  expect([await source.poll(0), await source.poll(0), await source.poll(0)]).toEqual(['a', 'b', undefined]);
  expect(await queue.size()).toBe(0);
});

test('what is no text is taken as its text', async () => {
  await queue.addAll([5, { a: 1 }, 'text']);
  const source = new RemovingSource(queue);
  expect([await source.poll(0), await source.poll(0), await source.poll(0)]).toEqual([
    '5',
    '{"a":1}',
    'text',
  ]);
});

test('an item that this client cannot read holds up nothing', async () => {
  const typeId = 77;
  const writer = await Client.newHazelcastClient({
    clusterName: real.settings.clusterName,
    network: { clusterMembers: real.settings.addresses },
    serialization: {
      customSerializers: [{ id: typeId, read: () => ({ hzCustomId: typeId }), write: () => undefined }],
    },
    customLogger: silent,
  });
  try {
    await (await writer.getQueue<unknown>(real.settings.queueName)).offer({ hzCustomId: typeId });
  } finally {
    await writer.shutdown();
  }
  await queue.offer('next');
  const source = new RemovingSource(queue);
  await expect(source.poll(0)).rejects.toThrow(`${typeId}`);
  expect(await source.poll(0)).toBe('next');
});

const ignore = (): void => undefined;
const silent = { log: ignore, error: ignore, warn: ignore, info: ignore, debug: ignore, trace: ignore };
