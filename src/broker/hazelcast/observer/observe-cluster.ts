import type { Client, Member } from 'hazelcast-client';
import { z } from 'zod';
import type { ClusterSettings } from '../../../protocol/cluster-settings.ts';
import { waitFor, withDeadline } from '../../../foundation/async/wait-for.ts';
import { isClusterSafe } from './cluster-safety.ts';
import type { ClusterLog } from '../../contract/broker.ts';
import type { ClusterObserver, MemberCounts, ObservedMember } from '../../contract/cluster-observer.ts';
import { connectToCluster } from '../client/cluster-connection.ts';
import { readContents, readPending } from './read-contents.ts';
import { memberCounts } from './member-counts.ts';
import { MemberSamples } from './member-samples.ts';
import { keyOwner } from '../client/key-owner.ts';
import { partitionOwner } from '../client/partition-owner.ts';

const tableTimeoutMs = 1_000;
const callTimeoutMs = 4_000;
const contentsTimeoutMs = 60_000;
const closeTimeoutMs = 2_000;

/**
 * Connects a client that only looks.
 * @throws NotReadyError if no member lets it in within 30 s, or `signal`'s reason if aborted.
 */
export async function observeCluster(
  settings: ClusterSettings,
  log: ClusterLog,
  signal?: AbortSignal,
): Promise<Required<ClusterObserver>> {
  const client = await connectToCluster(settings, { role: 'observer', name: 'distq-observer', log, signal });
  const samples = new MemberSamples(client);

  async function queueSize(): Promise<number> {
    const asked = client.getQueue(settings.queueName).then((queue) => queue.size());
    return await withDeadline(`the size of queue ${settings.queueName}`, callTimeoutMs, asked);
  }

  return {
    members: () => observedMembers(client),
    async queueOwner() {
      const owner = ownerOf(client, settings.queueName);
      if (owner !== undefined || partitionsAssigned(client)) return owner;
      // Members assign partitions when first asked for one, and tell their clients shortly after.
      await queueSize();
      return await waitFor({
        what: 'the partition table',
        timeoutMs: tableTimeoutMs,
        intervalMs: 20,
        probe: () => ownerOf(client, settings.queueName),
      }).catch(() => undefined);
    },
    knownQueueOwner: () => (partitionsKnown(client) ? ownerOf(client, settings.queueName) : undefined),
    ownedPartitions: () => ownedPartitions(client),
    async counts({ fresh = false } = {}) {
      const counted = client
        .getCluster()
        .getMembers()
        .map(async ({ uuid, address }): Promise<[string, MemberCounts | null]> => {
          const metrics = await samples.newest(uuid, fresh).catch(() => undefined);
          const counts =
            metrics === undefined ? null : memberCounts(metrics, settings.mapName, settings.queueName);
          return [address.toString(), counts];
        });
      return new Map(await Promise.all(counted));
    },
    queueSize,
    pendingUuids: () => withDeadline('the pending messages', callTimeoutMs, readPending(client)),
    contents: () =>
      withDeadline('the contents of map and queue', contentsTimeoutMs, readContents(client, settings)),
    async isSafe() {
      try {
        const members = client.getCluster().getMembers();
        return isClusterSafe(await Promise.all(members.map(({ uuid }) => samples.newest(uuid, true))));
      } catch {
        return false;
      }
    },
    close: () =>
      withDeadline('the cluster client to close', closeTimeoutMs, client.shutdown()).catch(() => undefined),
  };
}

function observedMembers(client: Client): ObservedMember[] {
  return client
    .getCluster()
    .getMembers()
    .map((member) => ({
      uuid: member.uuid.toString(),
      address: member.address.toString(),
      version: versionOf(member),
    }));
}

const withVersion = z.object({ version: z.object({ major: z.int(), minor: z.int(), patch: z.int() }) });

/** The library has it, but not in its types. */
function versionOf(member: Member): string | undefined {
  const { data } = withVersion.safeParse(member);
  return data && `${data.version.major}.${data.version.minor}.${data.version.patch}`;
}

/** Address of the queue's owner; undefined while the owner is unknown or no member any more. */
function ownerOf(client: Client, queueName: string): string | undefined {
  return keyOwner(client, queueName)?.address.toString();
}

/** The library refuses to compute a partition until a member has told how many there are. */
function partitionsKnown(client: Client): boolean {
  return client.getPartitionService().getPartitionCount() > 0;
}

function ownedPartitions(client: Client): Map<string, number> {
  const byUuid = new Map<string, number>();
  const partitions = client.getPartitionService().getPartitionCount();
  for (let partition = 0; partition < partitions; partition += 1) {
    const owner = partitionOwner(client, partition)?.toString();
    if (owner !== undefined) byUuid.set(owner, (byUuid.get(owner) ?? 0) + 1);
  }
  return new Map(observedMembers(client).map(({ uuid, address }) => [address, byUuid.get(uuid) ?? 0]));
}

function partitionsAssigned(client: Client): boolean {
  return partitionOwner(client, 0) !== undefined;
}
