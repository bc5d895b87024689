import { stringify } from 'yaml';
import type { HeldSeconds } from '../../contract/cluster-runtime.ts';
import { ledgerMaps } from '../../../protocol/ledger-entries.ts';
import { memberPortOf } from '../../../topology/member-ports.ts';
import type { ClusterSpec, MemberSpec } from '../../../topology/topology.ts';
import { memberHost } from '../../../topology/settings-of.ts';
import type { MemberLinks } from './member-links.ts';

export interface MemberConfigOptions {
  /** It makes itself master at once instead of looking for other members for seconds. */
  beginsCluster: boolean;
  /** Default: everything stays for good. */
  retention?: HeldSeconds | undefined;
  /** Proxies before the members, of all of them. Default: members reach each other directly. */
  links?: MemberLinks | undefined;
}

type ConfiguredCluster = Pick<
  ClusterSpec,
  | 'name'
  | 'map'
  | 'queue'
  | 'members'
  | 'partitions'
  | 'shutdown'
  | 'splitBrainProtection'
  | 'heartbeatTimeoutSeconds'
>;

/** Where the other members reach a member. */
function memberAddress(member: MemberSpec, links: MemberLinks | undefined): string {
  return `${memberHost}:${links?.get(member.name)?.proxyPort ?? memberPortOf(member)}`;
}

/**
 * The configuration, as Hazelcast YAML, of a member that is a process of this machine. It has one port for the other members and one for
 * clients: with one for both, a frozen member splits the others (docs/decisions/0025-members-on-advanced-network.md).
 */
export function memberConfig(
  cluster: ConfiguredCluster,
  member: MemberSpec,
  { beginsCluster, retention, links }: MemberConfigOptions,
): string {
  const address = (of: MemberSpec) => memberAddress(of, links);
  return stringify({
    hazelcast: {
      'cluster-name': cluster.name,
      'advanced-network': {
        enabled: true,
        join: tcpIpJoin(
          cluster.members.map(address),
          // A member that requires itself does not look for others first; it still finds them after a split.
          beginsCluster ? address(member) : undefined,
        ),
        'member-server-socket-endpoint-config': {
          ...endpoint(memberPortOf(member)),
          ...onLoopback,
          ...linked(member, links),
        },
        'client-server-socket-endpoint-config': clientEndpoint(member, links),
      },
      listeners: ['distq.Member'],
      ...structures(cluster, retention),
      properties: {
        ...properties(cluster),
        'hazelcast.socket.bind.any': 'false',
        // After four refused connections, so much apart, a member counts as dead; by default it takes three times 100 ms.
        'hazelcast.connection.monitor.interval': '30',
      },
    },
  });
}

/** Ports inside a member's container. */
export const containerPorts = { members: 5801, clients: 5701, health: 5901 } as const;

export interface ContainerConfigOptions {
  /** Name of the member that begins the cluster, which the others (and itself) then wait for; undefined: any member that is there. */
  begunBy?: string | undefined;
  /** Default: everything stays for good. */
  retention?: HeldSeconds | undefined;
  /** Fixed addresses of the members, by name. Default: the names of their containers. */
  addresses?: ReadonlyMap<string, string> | undefined;
}

/**
 * The configuration, as Hazelcast YAML, of a member in a container; all members of a cluster have the same. Members meet by the names
 * of their containers at a port of their own. The port for clients has another address outside, which the container's environment names
 * (docker-compose.yml): under one address for both, members would not find each other.
 */
export function containerConfig(
  cluster: ConfiguredCluster,
  { begunBy, retention, addresses }: ContainerConfigOptions,
): string {
  const address = (name: string) => `${addresses?.get(name) ?? name}:${containerPorts.members}`;
  return stringify({
    hazelcast: {
      'cluster-name': cluster.name,
      'advanced-network': {
        enabled: true,
        join: tcpIpJoin(
          cluster.members.map(({ name }) => address(name)),
          begunBy === undefined ? undefined : address(begunBy),
        ),
        'member-server-socket-endpoint-config': {
          ...endpoint(containerPorts.members),
          // Without it, an attempt to reach a container that is gone hangs longer than the heartbeats take to notice.
          'socket-options': { 'connect-timeout-seconds': 1 },
        },
        'client-server-socket-endpoint-config': endpoint(containerPorts.clients),
        'rest-server-socket-endpoint-config': {
          ...endpoint(containerPorts.health),
          'endpoint-groups': { HEALTH_CHECK: { enabled: true } },
        },
      },
      ...structures(cluster, retention),
      properties: {
        ...properties(cluster),
        // Dead after four refused connections, so much apart: a dead container refuses them for a tenth of a second, and then it is gone
        // from the network, and they hang.
        'hazelcast.connection.monitor.interval': '10',
      },
    },
  });
}

/** Its proxy's address is told to the other members, and their proxies know it by the ports from which it connects. */
function linked({ name }: MemberSpec, links: MemberLinks | undefined): object {
  const link = links?.get(name);
  if (link === undefined) return {};
  const { proxyPort, outboundPorts } = link;
  return {
    'public-address': `${memberHost}:${proxyPort}`,
    'outbound-ports': [`${outboundPorts.first}-${outboundPorts.last}`],
  };
}

/** Clients know it by its `port`, whether it listens there itself or its proxy does. */
function clientEndpoint({ name, port }: MemberSpec, links: MemberLinks | undefined): object {
  const behindProxy = links?.get(name)?.clientPort;
  return {
    ...endpoint(behindProxy ?? port),
    ...onLoopback,
    ...(behindProxy === undefined ? {} : { 'public-address': `${memberHost}:${port}` }),
  };
}

const onLoopback = { interfaces: { enabled: true, interfaces: [memberHost] } };

function endpoint(port: number): object {
  return { port: { port, 'auto-increment': false } };
}

function tcpIpJoin(addresses: string[], required: string | undefined): object {
  return {
    'auto-detection': { enabled: false },
    multicast: { enabled: false },
    'tcp-ip': {
      enabled: true,
      ...(required === undefined ? {} : { 'required-member': required }),
      'member-list': addresses,
    },
  };
}

function structures(
  { map, queue, splitBrainProtection: size }: ConfiguredCluster,
  retention: HeldSeconds | undefined,
): object {
  const guarded = size === undefined ? {} : { 'split-brain-protection-ref': majority };
  const protection = { enabled: true, 'minimum-cluster-size': size, 'protect-on': 'READ_WRITE' };
  return {
    jet: { enabled: false },
    ...(size === undefined ? {} : { 'split-brain-protection': { [majority]: protection } }),
    map: mapConfig(map, retention, guarded),
    queue: { [queue.name]: { 'backup-count': queue.backups, 'max-size': queue.maxSize, ...guarded } },
  };
}

/** Name of the rule by which the smaller half of a split refuses everything. */
const majority = 'majority';

/** The ledger is worth as much as the log. */
function mapConfig(
  { name, backups }: ClusterSpec['map'],
  retention: HeldSeconds | undefined,
  guarded: object,
): object {
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
        ...guarded,
      },
    ]),
  );
}

function properties({
  partitions,
  shutdown,
  heartbeatTimeoutSeconds,
}: ConfiguredCluster): Record<string, string> {
  return {
    'hazelcast.phone.home.enabled': 'false',
    'hazelcast.partition.count': String(partitions),
    // All is on one machine: every thread that a packet passes through costs a wake-up. See docs/performance.md.
    'hazelcast.io.thread.count': '1',
    'hazelcast.operation.response.thread.count': '0',
    // Who writes to a partition that moves waits, and a group of posts with keys writes to nearly all: moved together, it waited for the last.
    'hazelcast.partition.max.parallel.migrations': '1',
    'hazelcast.wait.seconds.before.join': '0',
    'hazelcast.heartbeat.interval.seconds': '1',
    'hazelcast.max.no.heartbeat.seconds': String(heartbeatTimeoutSeconds),
    // Two halves, after a member was frozen longer than that, find each other again within seconds, not minutes.
    'hazelcast.merge.first.run.delay.seconds': '3',
    'hazelcast.merge.next.run.delay.seconds': '3',
    'hazelcast.health.monitoring.level': 'OFF',
    'hazelcast.metrics.collection.frequency': '1',
    // Without the hook SIGTERM ends Java at once. With it, also one that only terminates, a member may wait three seconds for its own threads.
    ...(shutdown === 'graceful'
      ? { 'hazelcast.shutdownhook.policy': 'GRACEFUL' }
      : { 'hazelcast.shutdownhook.enabled': 'false' }),
    // Before the sender of SIGTERM loses patience: the last two members cannot both hand over.
    'hazelcast.graceful.shutdown.max.wait': '8',
    'hazelcast.logging.type': 'jdk',
  };
}
