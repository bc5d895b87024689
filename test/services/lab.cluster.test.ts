import { randomUUID } from 'node:crypto';
import type { Client } from 'hazelcast-client';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { connectToCluster } from '../../src/broker/hazelcast/client/cluster-connection.ts';
import { waitFor } from '../../src/foundation/async/wait-for.ts';
import { RealCluster } from '../broker/hazelcast/support/real-cluster.ts';
import { Lab } from './support/lab.ts';

const consumers = ['messages-service-1', 'messages-service-2'] as const;
const loggers = ['logging-service-1', 'logging-service-2', 'logging-service-3'] as const;

const answerSchema = z.object({
  logging: z.object({ messages: z.array(z.string()) }),
  messages: z.object({ instance: z.string() }),
});

const partSchema = z.object({ messages: z.array(z.string()) });
const pageSchema = z.object({ logging: partSchema, messages: partSchema, next: z.string().optional() });

let cluster: RealCluster;
let client: Client;
let lab: Lab;

beforeAll(async () => {
  cluster = await RealCluster.start(2);
  client = await connectToCluster(cluster.settings, { role: 'observer', name: 'test' });
});
afterAll(async () => {
  await client.shutdown();
  await cluster.stop();
});
beforeEach(async () => {
  await (await client.getMap(cluster.settings.mapName)).clear();
  await (await client.getQueue(cluster.settings.queueName)).clear();
  lab = new Lab(cluster.settings);
  await lab.open();
  await Promise.all([
    lab.start('facade-service', 'facade-service-1'),
    ...loggers.map((name) => lab.start('logging-service', name)),
  ]);
});
afterEach(async () => {
  await lab.close();
});

function startConsumers(): Promise<unknown> {
  return Promise.all(consumers.map((name) => lab.start('messages-service', name)));
}

function texts(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `msg${index + 1}`);
}

test('ten messages are logged once each, and two consumers receive exactly the ten', async () => {
  await startConsumers();
  for (const msg of texts(10)) expect((await lab.post(msg)).status).toBe(201);
  const received = await lab.untilReceived(10, consumers);
  expect(received.sort()).toEqual(texts(10).sort());
  const took = await Promise.all(
    loggers.map(async (name) => (await lab.get(name, '/logging/received')).body),
  );
  expect(took.flat()).toHaveLength(10);
  for (const name of loggers) {
    const whole = z.array(z.string()).parse((await lab.get(name, '/logging')).body);
    expect(whole.sort()).toEqual(texts(10).sort());
  }
  const linesOf = (text: string) => lab.lines.filter((line) => line.includes(text));
  expect(linesOf('"msg":"Message Was Logged: msg1"')).toHaveLength(1);
  expect(linesOf('"msg":"Message Was Received: msg10"')).toHaveLength(1);
});

test('the merged answer holds the whole log, and over several calls the set of either consumer', async () => {
  await startConsumers();
  await lab.postBatch(texts(4).map((msg) => ({ msg })));
  await lab.untilReceived(4, consumers);
  const url = `${lab.url('facade-service-1')}/facade`;
  const seen = new Set<string>();
  await waitFor({
    what: 'both consumers to be chosen',
    timeoutMs: 20_000,
    intervalMs: 0,
    probe: async () => {
      const response = await fetch(url, { headers: { accept: 'application/vnd.distq+json' } });
      const answer = answerSchema.parse(await response.json());
      expect(answer.logging.messages.sort()).toEqual(texts(4));
      seen.add(answer.messages.instance);
      return seen.size === 2 || undefined;
    },
  });
  expect([...seen].sort()).toEqual(consumers);
});

test('pages together hold the whole log and the whole set of one consumer, each once', async () => {
  await lab.start('messages-service', 'messages-service-1');
  await lab.postBatch(texts(500).map((msg) => ({ msg })));
  await lab.untilReceived(500, ['messages-service-1']);
  const headers = { accept: 'application/vnd.distq+json' };
  const seen = { logging: new Array<string>(), messages: new Array<string>() };
  let next: string | undefined = `/facade?limit=70`;
  while (next !== undefined) {
    const response: Response = await fetch(lab.url('facade-service-1') + next, { headers });
    const answer = pageSchema.parse(await response.json());
    for (const part of ['logging', 'messages'] as const) {
      expect(answer[part].messages.length).toBeLessThanOrEqual(70);
      seen[part].push(...answer[part].messages);
    }
    next = /<(.*)>; rel="next"/.exec(response.headers.get('link') ?? '')?.[1];
    expect(answer.next === undefined).toBe(next === undefined);
  }
  expect(seen.logging.sort()).toEqual(texts(500).sort());
  expect(seen.messages.sort()).toEqual(texts(500).sort());

  const first = await lab.get('messages-service-1', '/messages/received?limit=2');
  expect(first.body).toMatchObject([{ seq: 1 }, { seq: 2 }]);
  expect(first.headers.get('link')).toBe('</messages/received?after=2&limit=2>; rel="next"');
  const last = await lab.get('messages-service-1', '/messages/received?after=499&limit=2');
  expect([last.body, last.headers.get('link')]).toMatchObject([[{ seq: 500 }], null]);
  for (const path of ['/logging?after=x', '/logging?limit=0', '/logging/received?after=-1'])
    expect((await lab.get('logging-service-1', path)).status).toBe(400);
});

test('a batch is logged and received; a bad line takes no neighbour along', async () => {
  await startConsumers();
  const answers = await lab.postBatch(['{"broken', ...texts(2_500).map((msg) => ({ msg }))]);
  expect(answers.map(({ status }) => status)).toEqual([400, ...texts(2_500).map(() => 201)]);
  expect(new Set(await lab.untilReceived(2_500, consumers))).toEqual(new Set(texts(2_500)));
  const map = await client.getMap(cluster.settings.mapName);
  expect(await map.size()).toBe(2_500);
});

test.each(['😀 Привіт', `a\u0000b"'\\\n`, 'x'.repeat(1_000_000), '{"uuid":"u","msg":"inner"}'])(
  'the text %# arrives as it was posted',
  async (msg) => {
    await startConsumers();
    expect((await lab.post(msg)).status).toBe(201);
    expect(await lab.untilReceived(1, consumers)).toEqual([msg]);
    expect((await lab.get('logging-service-1', '/logging')).body).toEqual([msg]);
  },
);

test("another producer's plain string is received, JSON or not", async () => {
  await startConsumers();
  const queue = await client.getQueue(cluster.settings.queueName);
  for (const item of ['plain', '{"msg":"no envelope"}', 42]) await queue.add(item);
  expect((await lab.untilReceived(3, consumers)).sort()).toEqual(['42', 'plain', '{"msg":"no envelope"}']);
});

test('a repeated key delivers nothing twice until the facade is restarted; then nobody knows whether it was offered', async () => {
  const key = randomUUID();
  expect((await lab.post('first', key)).status).toBe(201);
  const message = { msg: 'first', uuid: key };
  expect(await lab.post('second', key)).toMatchObject({ status: 200, body: { message } });
  await lab.post('end');
  await startConsumers();
  expect((await lab.untilReceived(2, consumers)).sort()).toEqual(['end', 'first']);
  await lab.stop('facade-service-1');
  await lab.start('facade-service', 'facade-service-1');
  expect(await lab.post('third', key)).toMatchObject({ status: 200, body: { message } });
  expect((await lab.untilReceived(3, consumers)).sort()).toEqual(['end', 'first', 'first']);
});

test('with two of three logging-services gone every post succeeds, with all gone it is refused', async () => {
  await lab.post('before');
  await lab.stop('logging-service-1');
  await lab.stop('logging-service-3');
  const answers = await Promise.all(texts(20).map((msg) => lab.post(msg)));
  expect(answers.map(({ status }) => status)).toEqual(texts(20).map(() => 201));
  await lab.stop('logging-service-2');
  const refused = await lab.post('refused');
  expect(refused).toMatchObject({ status: 503, body: { error: 'Logging-Service Unavailable' } });
  expect(refused.headers.get('retry-after')).toBe('1');
  await startConsumers();
  expect(await lab.untilReceived(21, consumers)).not.toContain('refused');
});

test('without a messages-service the merged answer is refused, posts are not', async () => {
  expect((await lab.post('a')).status).toBe(201);
  expect(await lab.get('facade-service-1', '/facade')).toMatchObject({
    status: 503,
    body: { error: 'Messages-Service Unavailable' },
  });
});

test('a consumer that stops keeps nothing back from the other', async () => {
  await startConsumers();
  const posting = Promise.all(texts(50).map((msg) => lab.post(msg)));
  await lab.untilReceived(1, consumers);
  const [first, second] = consumers;
  const stopping = lab.stop(first);
  await posting;
  await stopping;
  const shownByFirst = lab.lines
    .filter((line) => line.includes(`"instance":"${first}"`))
    .map((line) =>
      line.includes('Message Was Received') ? 1 : Number(/Were Received: (\d+)/.exec(line)?.[1] ?? 0),
    )
    .reduce((sum, count) => sum + count, 0);
  const shownBySecond = await lab.untilReceived(50 - shownByFirst, [second]);
  expect(new Set(shownBySecond).size).toBe(50 - shownByFirst);
});

// Last, since it leaves the cluster another one.
test('a member dies amid posts: none refused, none lost, none duplicated; it returns and all goes on', async () => {
  const partitions = client.getPartitionService();
  const queueOwner = () =>
    partitions.getPartitionOwner(partitions.getPartitionId(cluster.settings.queueName)).toString();
  const owner = client
    .getCluster()
    .getMembers()
    .find(({ uuid }) => uuid.toString() === queueOwner());
  const member = cluster.memberAt(owner?.address.toString().replace(/^Address\[|\]$/g, ''));

  const answers: number[] = [];
  const kill = { at: 150, done: false };
  let next = 0;
  const writer = async (): Promise<void> => {
    while (next < 400) {
      next += 1;
      const own = next;
      if (own === kill.at) kill.done = await cluster.process(member).kill('SIGKILL');
      answers.push((await lab.post(`msg${own}`)).status);
    }
  };
  await Promise.all(Array.from({ length: 8 }, writer));
  expect(kill.done).toBe(true);
  expect(answers.filter((status) => status !== 201)).toEqual([]);

  await startConsumers();
  await lab.untilReceived(answers.length, consumers);
  await cluster.launch(member, { coldStart: false });
  await cluster.untilStarted([member]);
  await waitFor({
    what: 'two members',
    timeoutMs: 20_000,
    probe: () => client.getCluster().getMembers().length === 2 || undefined,
  });
  for (const msg of ['after1', 'after2']) expect((await lab.post(msg)).status).toBe(201);
  const received = await lab.untilReceived(answers.length + 2, consumers);
  expect(received).toHaveLength(new Set(received).size);
  for (const name of [...loggers, ...consumers, 'facade-service-1']) await lab.untilHealth(name, 200);
});
