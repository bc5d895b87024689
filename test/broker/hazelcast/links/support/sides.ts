import type { Client } from 'hazelcast-client';
import { onTestFinished } from 'vitest';
import { connectToCluster } from '../../../../../src/broker/hazelcast/client/cluster-connection.ts';
import { membersSeenBy } from '../../../../../src/broker/hazelcast/observer/members-seen-by.ts';
import { waitFor } from '../../../../../src/foundation/async/wait-for.ts';
import type { MemberSpec } from '../../../../../src/topology/topology.ts';
import type { RealCluster } from '../../support/real-cluster.ts';

export function addressesOf(members: readonly MemberSpec[]): string[] {
  return members.map(({ port }) => `127.0.0.1:${port}`).sort();
}

/** Until each of these members sees these, and no other. */
export async function untilTogether(cluster: RealCluster, addresses: string[]): Promise<void> {
  let seen: string[][] = [];
  await waitFor({
    what: `${addresses.join(', ')} to see each other alone`,
    timeoutMs: 45_000,
    intervalMs: 100,
    probe: async () => {
      seen = await Promise.all(addresses.map((address) => membersSeenBy(cluster.settings, address)));
      return seen.every((view) => view.join() === addresses.join()) || undefined;
    },
    lastSeen: () => seen.map((view) => view.join(', ')).join(' | '),
  });
}

/** A client of one side of a split, until the test ends. */
export async function clientOf(cluster: RealCluster, addresses: string[]): Promise<Client> {
  const settings = { ...cluster.settings, addresses };
  const client = await connectToCluster(settings, { role: 'consumer', name: 'test' });
  onTestFinished(() => client.shutdown());
  return client;
}
