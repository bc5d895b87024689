/**
 * What one operation on the cluster costs, by how many are under way at a time: operations a second, and processor time in
 * microseconds, of this client and of the three members together (Linux). Usage: npm run bench:operations [-- COUNT=12000]
 */
import { randomUUID } from 'node:crypto';
import { Client, HazelcastJsonValue } from 'hazelcast-client';
import { FilledLab } from './filled-lab.js';
import { cpuMs } from './process-figures.js';

const count = Number(process.argv[2] ?? 12_000);
const text = 'x'.repeat(20);

const lab = await FilledLab.start();
let client;
try {
  const { members } = lab.status();
  client = await Client.newHazelcastClient({
    clusterName: 'distributed-queue-cluster',
    network: { clusterMembers: members.map(({ address }) => address) },
    customLogger: silent(),
  });
  const log = await client.getMap('message-distributed-map');
  const pending = await client.getMap('message-pending-map');
  const queue = await client.getQueue('bench-operations');
  const membersMs = () => members.reduce((sum, { pid }) => sum + cpuMs(pid), 0);
  const envelope = (uuid) => JSON.stringify({ uuid, msg: text });
  const rows = [];
  for (const size of [1, 16, 64, 128]) {
    const each = (work) => (uuids) => Promise.all(uuids.map(work));
    rows.push(
      await measure(
        'putIfAbsent, one each',
        size,
        each((uuid) => log.putIfAbsent(uuid, text)),
      ),
    );
    rows.push(await measure('setAll', size, (uuids) => log.setAll(uuids.map((uuid) => [uuid, text]))));
    rows.push(
      await measure('one entry for all', size, (uuids) =>
        pending.set(uuids[0], new HazelcastJsonValue(JSON.stringify(uuids.map(envelope)))),
      ),
    );
    rows.push(await measure('addAll', size, (uuids) => queue.addAll(uuids.map(envelope))));
    rows.push(await measure('drainTo', size, () => queue.drainTo([], size)));
  }
  console.table(rows);

  /** Measured after as many again, which warm it up. */
  async function measure(operation, size, work) {
    const messages = size === 1 ? Math.ceil(count / 6) : count;
    await run(messages, size, work);
    const before = { ms: performance.now(), client: process.cpuUsage(), members: membersMs() };
    await run(messages, size, work);
    const seconds = (performance.now() - before.ms) / 1_000;
    const { user, system } = process.cpuUsage(before.client);
    return {
      operation,
      atATime: size,
      perSecond: Math.round(messages / seconds),
      clientMicros: Math.round((user + system) / messages),
      membersMicros: Math.round(((membersMs() - before.members) * 1_000) / messages),
    };
  }
} finally {
  await client?.shutdown();
  await lab.stop();
}

async function run(messages, size, work) {
  for (let done = 0; done < messages; done += size)
    await work(Array.from({ length: size }, () => randomUUID()));
}

function silent() {
  const ignore = () => undefined;
  return { log: ignore, error: ignore, warn: ignore, info: ignore, debug: ignore, trace: ignore };
}
