import type { ClusterSettings } from '../../../protocol/cluster-settings.ts';
import { connectToCluster } from '../client/cluster-connection.ts';

const connectTimeoutMs = 3_000;

/**
 * Addresses of the members of the cluster as one member sees it, which it tells a client that is made for the question. Two members that
 * answer otherwise are in different halves of a split.
 * @param address of that member, host:port
 * @throws NotReadyError if it does not let the client in within 3 s; the signal's reason if aborted
 */
export async function membersSeenBy(
  settings: ClusterSettings,
  address: string,
  signal?: AbortSignal,
): Promise<string[]> {
  const client = await connectToCluster(
    { ...settings, addresses: [address] },
    // Other members may not answer.
    { role: 'observer', name: 'distq-view', routing: 'one', timeoutMs: connectTimeoutMs, signal },
  );
  try {
    const members = client.getCluster().getMembers();
    return members.map((member) => member.address.toString()).sort();
  } finally {
    await client.shutdown();
  }
}
