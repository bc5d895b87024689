/**
 * Measures single operations on the cluster for different numbers of simultaneous operations: operations per second,
 * and CPU time in microseconds of this client and of the three members together (Linux).
 * Usage: npm run bench:operations [-- COUNT=12000]
 */
import { randomUUID } from 'node:crypto';
import { Client, HazelcastJsonValue } from 'hazelcast-client';
import { FilledLab } from './support/filled-lab.js';
import { cpuMs } from './support/process-figures.js';
import { sumOf } from './support/sum-of.js';

/** @typedef {(uuids: string[]) => Promise<unknown>} Work */

const count = Number(process.argv[2] ?? 12_000);
const text = 'x'.repeat(20);

const lab = await FilledLab.start();
try {
  const { members } = lab.status();
  const client = await connect(members.map(({ address }) => address));
  const membersMs = () => sumOf(members, ({ pid }) => cpuMs(pid));
  try {
    const operations = await operationsOn(client);
    const rows = [];
    for (const size of [1, 16, 64, 128])
      for (const [operation, work] of operations)
        rows.push({ operation, atATime: size, ...(await measure(size, work, membersMs)) });
    console.table(rows);
  } finally {
    await client.shutdown();
  }
} finally {
  await lab.stop();
}

/**
 * The operation for each group of UUIDs, by name.
 * @param {Client} client
 * @returns {Promise<Map<string, Work>>}
 */
async function operationsOn(client) {
  /** @type {import('hazelcast-client').IMap<string, string>} */
  const log = await client.getMap('message-distributed-map');
  const pending = await client.getMap('message-pending-map');
  /** @type {import('hazelcast-client').IQueue<string>} */
  const queue = await client.getQueue('bench-operations');
  /** @param {string} uuid */
  const envelope = (uuid) => JSON.stringify({ uuid, msg: text });
  /** @param {string[]} uuids */
  const addEach = (uuids) => Promise.all(uuids.map((uuid) => log.putIfAbsent(uuid, text)));
  /** @param {string[]} uuids */
  const setOneForAll = (uuids) =>
    pending.set(uuids[0] ?? '', new HazelcastJsonValue(JSON.stringify(uuids.map(envelope))));
  /** @type {Map<string, Work>} */
  const operations = new Map();
  return operations
    .set('putIfAbsent, one each', addEach)
    .set('setAll', (uuids) => log.setAll(uuids.map((uuid) => [uuid, text])))
    .set('one entry for all', setOneForAll)
    .set('addAll', (uuids) => queue.addAll(uuids.map(envelope)))
    .set('drainTo', (uuids) => queue.drainTo([], uuids.length));
}

/**
 * Measures after a warm-up of the same length.
 * @param {number} size
 * @param {Work} work
 * @param {() => number} membersMs
 */
async function measure(size, work, membersMs) {
  const messages = size === 1 ? Math.ceil(count / 6) : count;
  await run(messages, size, work);
  const before = { ms: performance.now(), client: process.cpuUsage(), members: membersMs() };
  await run(messages, size, work);
  const seconds = (performance.now() - before.ms) / 1_000;
  const { user, system } = process.cpuUsage(before.client);
  return {
    perSecond: Math.round(messages / seconds),
    clientMicros: Math.round((user + system) / messages),
    membersMicros: Math.round(((membersMs() - before.members) * 1_000) / messages),
  };
}

/**
 * @param {number} messages
 * @param {number} size
 * @param {Work} work
 */
async function run(messages, size, work) {
  for (let done = 0; done < messages; done += size)
    await work(Array.from({ length: size }, () => randomUUID()));
}

/** @param {string[]} clusterMembers */
function connect(clusterMembers) {
  const ignore = () => undefined;
  return Client.newHazelcastClient({
    clusterName: 'distributed-queue-cluster',
    network: { clusterMembers },
    customLogger: {
      log: ignore,
      error: ignore,
      warn: ignore,
      info: ignore,
      debug: ignore,
      trace: ignore,
    },
  });
}
