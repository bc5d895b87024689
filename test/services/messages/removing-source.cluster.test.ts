import { HazelcastJsonValue, type Client, type IQueue } from 'hazelcast-client';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { connectToCluster } from '../../../src/broker/hazelcast/client/cluster-connection.ts';
import { SerializedQueue } from '../../../src/broker/hazelcast/client/serialized-queue.ts';
import { systemClock } from '../../../src/foundation/async/clock.ts';
import { RemovingSource } from '../../../src/services/messages/removing-source.ts';
import { serializedText } from '../../../src/services/queue/serialized-text.ts';
import { RealCluster } from '../../broker/hazelcast/support/real-cluster.ts';
import { offerUnknown } from '../support/unknown-class.ts';

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

type Consumed = Pick<SerializedQueue, 'peek' | 'remove'>;

function sourceOf(consumed: Consumed = new SerializedQueue(client, queue)): RemovingSource {
  return new RemovingSource(consumed, (item) => serializedText(client, item), systemClock);
}

/** The real queue; the first removal is carried out by `remove`, and its answer never comes. */
function losingFirstAnswer(remove: (real: SerializedQueue, item: Buffer) => Promise<unknown>): Consumed {
  const real = new SerializedQueue(client, queue);
  let isFirst = true;
  return {
    peek: () => real.peek(),
    remove: async (item) => {
      if (!isFirst) return real.remove(item);
      isFirst = false;
      await remove(real, item);
      throw new Error('answer lost');
    },
  };
}

test('takes what is there one by one, and nothing from an empty queue', async () => {
  const source = sourceOf();
  await queue.addAll(['a', 'b']);
  expect([await source.poll(0), await source.poll(0), await source.poll(20)]).toEqual(['a', 'b', undefined]);
  expect(await queue.size()).toBe(0);
});

test('waits for the next item', async () => {
  const polled = sourceOf().poll(10_000);
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
  const [first, second] = await Promise.all([drainAll(sourceOf()), drainAll(sourceOf())]);
  expect([...first, ...second].sort()).toEqual(items.sort());
  expect(first.length * second.length).toBeGreaterThan(0);
});

test.for([
  ['it was carried out', (real, item) => real.remove(item)],
  ['it was not carried out', () => Promise.resolve()],
  ['another consumer took the item', () => queue.poll()],
] satisfies [string, Parameters<typeof losingFirstAnswer>[0]][])(
  'an item whose removal is not answered is given later: %s',
  async ([, remove]) => {
    await queue.addAll(['a', 'b']);
    const source = sourceOf(losingFirstAnswer(remove));
    await expect(source.poll(0)).rejects.toThrow('answer lost');
    expect([await source.poll(0), await source.poll(0), await source.poll(0)]).toEqual(['a', 'b', undefined]);
    expect(await queue.size()).toBe(0);
  },
);

test.for<[unknown, string]>([
  [5, '5'],
  [{ a: 1 }, '{"a":1}'],
  [new HazelcastJsonValue('null'), 'null'],
  [new HazelcastJsonValue('"text"'), 'text'],
  [new HazelcastJsonValue('{ "a": 1 }'), '{"a":1}'],
  [new HazelcastJsonValue('{broken'), '{broken'],
])('what is no text is taken as its text: %j', async ([item, text]) => {
  await queue.addAll([item, item, 'next']);
  const source = sourceOf();
  expect([await source.poll(0), await source.poll(0), await source.poll(0)]).toEqual([text, text, 'next']);
  expect(await queue.size()).toBe(0);
});

test('an item that this client cannot read holds up nothing, and is shown as the reason', async () => {
  await offerUnknown(real.settings);
  await queue.offer('next');
  const source = sourceOf();
  expect(await source.poll(0)).toMatch(/^\(unreadable: .*77/);
  expect(await source.poll(0)).toBe('next');
});
