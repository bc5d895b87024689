import { stringify } from 'yaml';
import { ledgerMaps } from '../shared/ledger.ts';
import type { RetentionSettings } from '../shared/retention.ts';
import type { ClusterSpec, MemberSpec } from '../topology/schema.ts';

export interface MemberConfigOptions {
  /** It makes itself master at once instead of looking for other members for seconds. */
  beginsCluster: boolean;
  /** Default: everything stays for good. */
  retention?: MapRetention | undefined;
}

export type MapRetention = Pick<RetentionSettings, 'logSeconds' | 'deliveredSeconds'>;

const memberHost = '127.0.0.1';

function memberAddress(member: Pick<MemberSpec, 'port'>): string {
  return `${memberHost}:${member.port}`;
}

/** The member's configuration as Hazelcast YAML. */
export function memberConfig(
  cluster: Pick<ClusterSpec, 'name' | 'map' | 'queue' | 'members' | 'shutdown'>,
  member: MemberSpec,
  options: MemberConfigOptions,
): string {
  return stringify({
    hazelcast: {
      'cluster-name': cluster.name,
      network: {
        port: { port: member.port, 'auto-increment': false },
        interfaces: { enabled: true, interfaces: [memberHost] },
        join: {
          'auto-detection': { enabled: false },
          multicast: { enabled: false },
          'tcp-ip': {
            enabled: true,
            // A member that requires itself does not look for others first; it still finds them after a split.
            ...(options.beginsCluster ? { 'required-member': memberAddress(member) } : {}),
            'member-list': cluster.members.map(memberAddress),
          },
        },
      },
      listeners: ['distq.Member'],
      jet: { enabled: false },
      map: mapConfig(cluster.map, options.retention),
      queue: {
        [cluster.queue.name]: {
          'backup-count': cluster.queue.backups,
          'max-size': cluster.queue.maxSize,
        },
      },
      properties: {
        'hazelcast.phone.home.enabled': 'false',
        // All is on one machine: every thread that a packet passes through costs a wake-up. See docs/performance.md.
        'hazelcast.io.thread.count': '1',
        'hazelcast.operation.response.thread.count': '0',
        'hazelcast.socket.bind.any': 'false',
        'hazelcast.wait.seconds.before.join': '0',
        'hazelcast.heartbeat.interval.seconds': '1',
        'hazelcast.max.no.heartbeat.seconds': '5',
        // After three refused connections, so much apart, a member counts as dead; by default it takes three times 100 ms.
        'hazelcast.connection.monitor.interval': '30',
        // Two halves, after a member was frozen longer than that, find each other again within seconds, not minutes.
        'hazelcast.merge.first.run.delay.seconds': '5',
        'hazelcast.merge.next.run.delay.seconds': '5',
        'hazelcast.health.monitoring.level': 'OFF',
        'hazelcast.metrics.collection.frequency': '1',
        'hazelcast.shutdownhook.policy': cluster.shutdown === 'graceful' ? 'GRACEFUL' : 'TERMINATE',
        // Sooner than whoever sent SIGTERM loses patience: the last two members cannot both hand over.
        'hazelcast.graceful.shutdown.max.wait': '8',
        'hazelcast.logging.type': 'jdk',
      },
    },
  });
}

/** The ledger is worth as much as the log. */
function mapConfig({ name, backups }: ClusterSpec['map'], retention: MapRetention | undefined): object {
  const { logSeconds, deliveredSeconds } = retention ?? { logSeconds: 0, deliveredSeconds: 0 };
  const keptSeconds = {
    [name]: logSeconds,
    [ledgerMaps.pending]: 0,
    [ledgerMaps.delivered]: deliveredSeconds,
  };
  return Object.fromEntries(
    Object.entries(keptSeconds).map(([map, seconds]) => [
      map,
      {
        'backup-count': backups,
        'time-to-live-seconds': seconds,
        // The members keep no index of what is in the JSON: to query it is rare, and to write it is not.
        'metadata-policy': 'OFF',
      },
    ]),
  );
}
