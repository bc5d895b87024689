import type { Client } from 'hazelcast-client';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { connectToCluster } from '../../../../src/broker/hazelcast/client/cluster-connection.ts';
import { observeCluster } from '../../../../src/broker/hazelcast/observer/observe-cluster.ts';
import type { ClusterObserver } from '../../../../src/broker/contract/cluster-observer.ts';
import { identifyProcess } from '../../../../src/foundation/processes/process-identity.ts';
import { waitFor } from '../../../../src/foundation/async/wait-for.ts';
import { RealCluster } from '../support/real-cluster.ts';

const items = Array.from({ length: 10 }, (_, index) => `msg${index + 1}`);
const ignoreLog = (): void => undefined;

function sum(values: number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

async function untilMembers(observer: Required<ClusterObserver>, count: number): Promise<void> {
  await waitFor({
    what: `${count} members`,
    timeoutMs: 15_000,
    probe: () => observer.members().length === count || undefined,
    lastSeen: () =>
      observer
        .members()
        .map(({ address }) => address)
        .join(', '),
  });
}

async function untilSafe(observer: Required<ClusterObserver>): Promise<void> {
  await waitFor({
    what: 'the cluster to be safe',
    timeoutMs: 20_000,
    probe: async () => (await observer.isSafe()) || undefined,
  });
}

/** The addresses of those that hold owned and backup items of the queue, and the sums over the map. */
async function summary(observer: Required<ClusterObserver>) {
  const counts = [...(await observer.counts({ fresh: true }))];
  return {
    owner: counts.filter(([, member]) => (member?.queue.owned ?? 0) > 0).map(([address]) => address),
    owned: sum(counts.map(([, member]) => member?.queue.owned ?? -1)),
    backup: sum(counts.map(([, member]) => member?.queue.backup ?? -1)),
    backupOnOwner: sum(
      counts.map(([, member]) => ((member?.queue.owned ?? 0) > 0 ? (member?.queue.backup ?? -1) : 0)),
    ),
    mapOwned: sum(counts.map(([, member]) => member?.map.owned ?? -1)),
    mapBackup: sum(counts.map(([, member]) => member?.map.backup ?? -1)),
  };
}

describe.each(['5.4.0', '5.7.0'])('three members of Hazelcast %s', (version) => {
  let cluster: RealCluster;
  let observer: Required<ClusterObserver>;
  let client: Client;
  beforeAll(async () => {
    cluster = await RealCluster.start(3, { version });
    observer = await observeCluster(cluster.settings, ignoreLog);
    // A producer would be told of a backup that takes long on a busy machine; here it is waited for.
    client = await connectToCluster(cluster.settings, { role: 'consumer', name: 'test' });
  });
  afterAll(async () => {
    await Promise.all([observer.close(), client.shutdown()]);
    await cluster.stop();
  });

  test('see each other, and report their version', async () => {
    await untilMembers(observer, 3);
    expect(
      observer
        .members()
        .map(({ address }) => address)
        .sort(),
    ).toEqual([...cluster.settings.addresses].sort());
    expect(observer.members().map((member) => member.version)).toEqual([version, version, version]);
  });

  test('count items and entries, each owned by one member with a backup on another', async () => {
    const queue = await client.getQueue<string>(cluster.settings.queueName);
    const map = await client.getMap<string, string>(cluster.settings.mapName);
    for (const item of items) {
      await map.put(item, item);
      await queue.offer(item);
    }
    const owner = await observer.queueOwner();
    await expect(summary(observer)).resolves.toEqual({
      owner: [owner],
      owned: 10,
      backup: 10,
      backupOnOwner: 0,
      mapOwned: 10,
      mapBackup: 10,
    });
    await expect(observer.queueSize()).resolves.toBe(10);
    await untilSafe(observer);
  });

  test('lose nothing when the owner of the queue is killed: another member owns it, with a new backup', async () => {
    const before = await observer.queueOwner();
    const killed = cluster.process(cluster.memberAt(before));
    await killed.kill('SIGKILL');
    await killed.exited;
    await untilMembers(observer, 2);
    await untilSafe(observer);
    const after = await observer.queueOwner();
    expect(after).toBeDefined();
    expect(after).not.toBe(before);
    await expect(summary(observer)).resolves.toEqual({
      owner: [after],
      owned: 10,
      backup: 10,
      backupOnOwner: 0,
      mapOwned: 10,
      mapBackup: 10,
    });

    const back = cluster.memberAt(before);
    await cluster.launch(back, { coldStart: false });
    await cluster.untilStarted([back]);
    await untilMembers(observer, 3);
    await untilSafe(observer);
    await expect(summary(observer)).resolves.toMatchObject({
      owned: 10,
      backup: 10,
      mapOwned: 10,
      mapBackup: 10,
    });
    const queue = await client.getQueue<string>(cluster.settings.queueName);
    expect(await queue.toArray()).toEqual(items);
  });

  test('do not answer while frozen, and the others are still counted', async () => {
    const owner = await observer.queueOwner();
    const other = cluster.spec.members.find(({ port }) => `127.0.0.1:${port}` !== owner);
    if (other === undefined) throw new Error('no other member');
    const frozen = cluster.process(other);
    await frozen.kill('SIGSTOP');
    onTestFinished(() => void frozen.kill('SIGCONT'));
    const startedMs = performance.now();
    const counts = await observer.counts({ fresh: true });
    expect(performance.now() - startedMs).toBeLessThan(8_000);
    expect(counts.get(`127.0.0.1:${other.port}`) ?? null).toBeNull();
    expect(counts.get(owner ?? '')).toMatchObject({ queue: { owned: 10 } });
  });
});

describe('starting members', () => {
  test('that must follow wait for the first one, however late it is, and form one cluster', async () => {
    const cluster = await RealCluster.prepare(3);
    onTestFinished(() => cluster.stop());
    const [first, ...others] = cluster.spec.members;
    if (first === undefined) throw new Error('no member');
    const begins = await cluster.launch(first, { coldStart: true });
    await begins.kill('SIGSTOP');
    await Promise.all(others.map((member) => cluster.launch(member, { coldStart: true })));
    // Longer than a member looks for others before it makes itself master.
    await new Promise((resolve) => setTimeout(resolve, 8_000));
    expect(others.map((member) => cluster.hasStarted(member))).toEqual([false, false]);
    const running = others.map((member) => identifyProcess(cluster.process(member).pid));
    expect(await Promise.all(running)).not.toContain(undefined);

    await begins.kill('SIGCONT');
    await cluster.untilStarted(cluster.spec.members);
    const observer = await observeCluster(cluster.settings, ignoreLog);
    onTestFinished(() => observer.close());
    await untilMembers(observer, 3);
  });

  test('a single one forms a cluster, whichever it is, even after all have died', async () => {
    const cluster = await RealCluster.prepare(2);
    onTestFinished(() => cluster.stop());
    for (const member of cluster.spec.members.toReversed()) {
      const running = await cluster.launch(member, { coldStart: true });
      await cluster.untilStarted([member]);
      await running.kill('SIGKILL');
      await running.exited;
    }
  });

  test('end within two seconds after SIGTERM', async () => {
    const cluster = await RealCluster.start(1);
    onTestFinished(() => cluster.stop());
    const [member] = cluster.spec.members;
    if (member === undefined) throw new Error('no member');
    const running = cluster.process(member);
    const startedMs = performance.now();
    await running.kill('SIGTERM');
    await running.exited;
    expect(performance.now() - startedMs).toBeLessThan(2_000);
  });

  test('get a configuration that Hazelcast accepts as valid, and end at once when their standard input closes', async () => {
    const cluster = await RealCluster.prepare(1);
    onTestFinished(() => cluster.stop());
    const [member] = cluster.spec.members;
    if (member === undefined) throw new Error('no member');
    const running = await cluster.launch(member, { coldStart: true });
    const args = (await execa('ps', ['-o', 'args=', '-p', String(running.pid)])).stdout.split(' ');
    await running.kill('SIGKILL');
    const validating = args.map((arg) =>
      arg.replace('schema.validation.enabled=false', 'schema.validation.enabled=true'),
    );
    const [java = '', ...rest] = validating;
    const child = execa(java, rest, { cwd: cluster.directory, stdin: 'pipe', reject: false, all: true });
    await running.exited;
    for await (const line of child.iterable({ from: 'all' })) {
      if (line.endsWith(' is STARTED')) child.stdin.end();
    }
    const { all, exitCode } = await child;
    expect(all).toContain(' is STARTED');
    expect(exitCode).toBe(143);
  });
});
