import type { Client } from 'hazelcast-client';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectToCluster } from '../../../src/broker/hazelcast/client/cluster-connection.ts';
import { openHazelcastLedger } from '../../../src/services/ledger/hazelcast-ledger.ts';
import { HazelcastMap } from '../../../src/services/logging/hazelcast-map.ts';
import { waitFor } from '../../../src/foundation/async/wait-for.ts';
import type { MemberSpec } from '../../../src/topology/topology.ts';
import { RealCluster } from '../../broker/hazelcast/support/real-cluster.ts';

let real: RealCluster;
let client: Client;

beforeAll(async () => {
  real = await RealCluster.start(2);
  client = await connectToCluster(real.settings, { role: 'producer', name: 'test' });
  await untilOwned();
});

afterAll(async () => {
  await client.shutdown();
  await real.stop();
});

/**
 * Partitions get their owners with the first write, of which the client hears a little later. That write may wait in vain for its backup
 * while a busy machine still hands out the partitions, so it is repeated.
 */
async function untilOwned(): Promise<void> {
  const map = await client.getMap<string, string>('any');
  await waitFor({
    what: 'the first write to be backed up',
    timeoutMs: 60_000,
    probe: () => map.set('key', 'value').then(() => true),
  });
  await waitFor({
    what: 'every partition to have an owner',
    timeoutMs: 30_000,
    probe: () => {
      const ids = Array.from({ length: client.getPartitionService().getPartitionCount() }, (_, id) => id);
      return ids.every((id) => addressOfOwner(id) !== undefined) || undefined;
    },
  });
}

function addressOfOwner(partitionId: number): string | undefined {
  const owner = client.getPartitionService().getPartitionOwner(partitionId);
  const member = client
    .getCluster()
    .getMembers()
    .find(({ uuid }) => uuid.equals(owner));
  return member?.address.toString();
}

function keyOf(owner: MemberSpec): string {
  for (;;) {
    const key = randomUUID();
    const address = addressOfOwner(client.getPartitionService().getPartitionId(key));
    if (real.memberAt(address) === owner) return key;
  }
}

/** Freezes the member that has the backup of a key, gives that key, and thaws the member again. */
async function withFrozenBackup<T>(act: (key: string) => Promise<T>): Promise<T> {
  const [owner, backup] = real.spec.members;
  if (owner === undefined || backup === undefined) throw new Error('expected two members');
  const key = keyOf(owner);
  void real.process(backup).kill('SIGSTOP');
  try {
    return await act(key);
  } finally {
    void real.process(backup).kill('SIGCONT');
  }
}

test('who shows a message is not recorded before the backup has it, however often that is tried', async () => {
  const ledger = await openHazelcastLedger(client);
  const share = (key: string) => ({ instance: 'one', at: 1, messages: [{ uuid: key, msg: 'text' }] });
  const key = await withFrozenBackup(async (hung) => {
    await expect(ledger.record(hung, share(hung))).rejects.toThrow('backup');
    await expect(ledger.record(hung, share(hung))).rejects.toThrow('backup');
    return hung;
  });
  expect(await ledger.record(key, share(key))).toEqual([{ uuid: key, msg: 'text', instance: 'one', at: 1 }]);
});

test('a message is not logged before the backup has it, however often that is tried', async () => {
  const map = await client.getMap<string, string | null>(real.settings.mapName);
  const log = new HazelcastMap(map, 1_000, { changedSince: () => Promise.resolve(false) });
  const key = await withFrozenBackup(async (hung) => {
    await expect(log.putIfAbsent(hung, 'text')).rejects.toThrow('Cluster Unavailable');
    return hung;
  });
  expect(await log.putIfAbsent(key, 'text')).toEqual({ kind: 'there', msg: 'text' });
});
