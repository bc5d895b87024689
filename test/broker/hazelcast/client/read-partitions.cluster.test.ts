import { HazelcastJsonValue, type Client } from 'hazelcast-client';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { connectToCluster } from '../../../../src/broker/hazelcast/client/cluster-connection.ts';
import { entryPages } from '../../../../src/broker/hazelcast/client/entry-pages.ts';
import { fetchEntries, type Position } from '../../../../src/broker/hazelcast/client/fetch-entries.ts';
import { readPartitions } from '../../../../src/broker/hazelcast/client/read-partitions.ts';
import { readSerialized } from '../../../../src/broker/hazelcast/client/serialized.ts';
import { RealCluster } from '../support/real-cluster.ts';

const mapName = 'message-distributed-map';
const timeoutMs = 20_000;

function textOf(number: number): string {
  return `msg${number} Привіт 😀 "quoted"`;
}

async function fill(client: Client, count: number): Promise<void> {
  const map = await client.getMap<string, string>(mapName);
  for (let from = 0; from < count; from += 1_000) {
    const numbers = Array.from({ length: Math.min(1_000, count - from) }, (_, index) => from + index);
    await map.setAll(numbers.map((number) => [`key${number}`, textOf(number)]));
  }
}

/** What the client sends its requests by. */
function invocationsOf(client: Client): { invokeOnPartition: () => unknown } {
  const service: unknown = Reflect.get(client, 'invocationService');
  if (!isInvocations(service))
    throw new Error('this release of hazelcast-client keeps its insides elsewhere');
  return service;
}

function isInvocations(service: unknown): service is { invokeOnPartition: () => unknown } {
  return typeof service === 'object' && service !== null && 'invokeOnPartition' in service;
}

async function readAll(client: Client): Promise<[unknown, unknown][]> {
  const entries: [unknown, unknown][] = [];
  for await (const page of entryPages(client, mapName, timeoutMs)) entries.push(...page);
  return entries;
}

describe.each(['5.7.0', '5.4.0'])('of Hazelcast %s', (version) => {
  let cluster: RealCluster;
  let client: Client;

  beforeAll(async () => {
    cluster = await RealCluster.start(2, { version });
    client = await connectToCluster(cluster.settings, { role: 'consumer', name: 'test' });
  });
  afterAll(async () => {
    await client.shutdown();
    await cluster.stop();
  });
  beforeEach(async () => {
    await (await client.getMap(mapName)).clear();
  });

  test('an empty map has no entries', async () => {
    expect(await readAll(client)).toEqual([]);
  });

  test('every entry is read once, as it was written', async () => {
    await fill(client, 5_000);
    const entries = await readAll(client);
    expect(entries).toHaveLength(5_000);
    expect(new Map(entries)).toEqual(
      new Map(Array.from({ length: 5_000 }, (_, number) => [`key${number}`, textOf(number)])),
    );
  });

  test('partitions come in order, each with its own keys', async () => {
    await fill(client, 1_000);
    const seen: number[] = [];
    for await (const { partition, entries } of readPartitions(client, mapName, { timeoutMs, from: 10 })) {
      seen.push(partition);
      for (const [key] of entries)
        expect(client.getPartitionService().getPartitionId(readSerialized(client, key))).toBe(partition);
    }
    expect(seen).toEqual([...seen].sort((one, other) => one - other));
    expect(seen[0]).toBeGreaterThanOrEqual(10);
  });

  test('few partitions are asked for before it is known how large they are, and more of small ones', async () => {
    await fill(client, 2_000);
    const asked = vi.spyOn(invocationsOf(client), 'invokeOnPartition');
    const reading = readPartitions(client, mapName, { timeoutMs });
    await reading.next();
    expect(asked).toHaveBeenCalledTimes(2);
    await reading.next();
    expect(asked).toHaveBeenCalledTimes(client.getPartitionService().getPartitionCount());
    await reading.return();
    asked.mockRestore();
  });

  test('a partition can be read in several fetches', async () => {
    await fill(client, 5_000);
    const keys: unknown[] = [];
    let fetches = 0;
    let from: Position | undefined;
    do {
      const fetched = await fetchEntries(client, mapName, 7, { atMost: 3, from });
      keys.push(...fetched.entries.map(([key]) => readSerialized(client, key)));
      from = fetched.next;
      fetches += 1;
    } while (from !== undefined);
    expect(fetches).toBeGreaterThan(2);
    expect(keys).toHaveLength(new Set(keys).size);
    const own = Array.from({ length: 5_000 }, (_, number) => `key${number}`).filter(
      (key) => client.getPartitionService().getPartitionId(key) === 7,
    );
    expect(keys.sort()).toEqual(own.sort());
  });

  test('JSON is parsed; other values are returned unchanged', async () => {
    const map = await client.getMap<string, unknown>(mapName);
    await map.set('json', new HazelcastJsonValue('{"at":1,"msg":"a"}'));
    await map.set('number', 42);
    await map.set('empty', '');
    expect(new Map(await readAll(client))).toEqual(
      new Map<string, unknown>([
        ['json', { at: 1, msg: 'a' }],
        ['number', 42],
        ['empty', ''],
      ]),
    );
  });
});

test('a member killed during the read loses no entry and duplicates none', async () => {
  const cluster = await RealCluster.start(3);
  const client = await connectToCluster(cluster.settings, { role: 'consumer', name: 'test' });
  try {
    await fill(client, 20_000);
    const keys: unknown[] = [];
    let killed = false;
    for await (const page of entryPages(client, mapName, timeoutMs)) {
      keys.push(...page.map(([key]) => key));
      const [, victim] = cluster.spec.members;
      if (!killed && victim !== undefined) killed = await cluster.process(victim).kill('SIGKILL');
    }
    expect(killed).toBe(true);
    expect(keys).toHaveLength(20_000);
    expect(new Set(keys).size).toBe(20_000);
  } finally {
    await client.shutdown();
    await cluster.stop();
  }
});

test('once every member is gone, the read fails with an error that names partition and map', async () => {
  const cluster = await RealCluster.start(1);
  const client = await connectToCluster(cluster.settings, { role: 'observer', name: 'test' });
  try {
    await fill(client, 10);
    await cluster.stop();
    const reading = async () => {
      for await (const page of entryPages(client, mapName, 1_000)) expect(page).toBeUndefined();
    };
    await expect(reading()).rejects.toThrow(`partition 0 of ${mapName} was not read within 1000 ms`);
  } finally {
    await client.shutdown();
  }
});
