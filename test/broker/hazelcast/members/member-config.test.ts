import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { memberConfig } from '../../../../src/broker/hazelcast/members/member-config.ts';
import { topologySchema } from '../../../../src/topology/topology.ts';

const { cluster } = topologySchema.parse({
  name: 'test',
  services: {},
  cluster: {
    name: 'a cluster: "quoted" #1',
    map: { name: 'the-map', backups: 2 },
    queue: { name: '*', backups: 0, maxSize: 100 },
    partitions: 17,
    members: [
      { name: 'hazelcast-1', port: 5701 },
      { name: 'hazelcast-2', port: 5702, memberPort: 6000 },
    ],
  },
});
const first = { name: 'hazelcast-1', port: 5701 };
const memberEndpoint = 'member-server-socket-endpoint-config';
const clientEndpoint = 'client-server-socket-endpoint-config';

function configOf(options: Parameters<typeof memberConfig>[2]): unknown {
  return parse(memberConfig(cluster, first, options));
}

describe('the configuration of a member', () => {
  test('has cluster, port and structures of the topology, whatever characters their names have', () => {
    expect(configOf({ beginsCluster: false })).toMatchObject({
      hazelcast: {
        'cluster-name': 'a cluster: "quoted" #1',
        'advanced-network': {
          enabled: true,
          [memberEndpoint]: { port: { port: 5801, 'auto-increment': false } },
          [clientEndpoint]: { port: { port: 5701, 'auto-increment': false } },
        },
        // The ledger's maps have as many backups as the log's.
        map: {
          'the-map': { 'backup-count': 2 },
          'message-pending-map': { 'backup-count': 2 },
          'message-delivered-map': { 'backup-count': 2 },
        },
        queue: { '*': { 'backup-count': 0, 'max-size': 100 } },
        properties: { 'hazelcast.partition.count': '17' },
      },
    });
  });

  test('finds other members only by their addresses, on the loopback address', () => {
    const loopback = { interfaces: { enabled: true, interfaces: ['127.0.0.1'] } };
    expect(configOf({ beginsCluster: false })).toMatchObject({
      hazelcast: {
        'advanced-network': {
          [memberEndpoint]: loopback,
          [clientEndpoint]: loopback,
          join: {
            'auto-detection': { enabled: false },
            multicast: { enabled: false },
            'tcp-ip': { enabled: true, 'member-list': ['127.0.0.1:5801', '127.0.0.1:6000'] },
          },
        },
        properties: { 'hazelcast.socket.bind.any': 'false', 'hazelcast.phone.home.enabled': 'false' },
      },
    });
  });

  test('lets only the member that forms the cluster require itself', () => {
    const tcpIp = (required: object) => ({
      hazelcast: { 'advanced-network': { join: { 'tcp-ip': required } } },
    });
    expect(configOf({ beginsCluster: true })).toMatchObject(tcpIp({ 'required-member': '127.0.0.1:5801' }));
    expect(memberConfig(cluster, first, { beginsCluster: false })).not.toContain('required-member');
  });

  test('with links, is known to the others by its proxy, and connects from ports of its own', () => {
    const links = new Map([
      ['hazelcast-1', { proxyPort: 7001, outboundPorts: { first: 7002, last: 7009 } }],
      ['hazelcast-2', { proxyPort: 7010, outboundPorts: { first: 7011, last: 7019 } }],
    ]);
    expect(configOf({ beginsCluster: true, links })).toMatchObject({
      hazelcast: {
        'advanced-network': {
          join: {
            'tcp-ip': {
              'required-member': '127.0.0.1:7001',
              'member-list': ['127.0.0.1:7001', '127.0.0.1:7010'],
            },
          },
          [memberEndpoint]: {
            port: { port: 5801 },
            'public-address': '127.0.0.1:7001',
            'outbound-ports': ['7002-7009'],
          },
          [clientEndpoint]: { port: { port: 5701 } },
        },
      },
    });
    const clientLinks = new Map([
      ['hazelcast-1', { proxyPort: 7001, outboundPorts: { first: 7002, last: 7009 }, clientPort: 7020 }],
    ]);
    expect(configOf({ beginsCluster: true, links: clientLinks })).toMatchObject({
      hazelcast: {
        'advanced-network': {
          [clientEndpoint]: { port: { port: 7020 }, 'public-address': '127.0.0.1:5701' },
        },
      },
    });
    const direct = memberConfig(cluster, first, { beginsCluster: true });
    expect(direct).not.toMatch(/public-address|outbound-ports/);
  });

  test('keeps entries forever unless a time is set', () => {
    const livesOf = (log: number, delivered: number) => ({
      hazelcast: {
        map: {
          'the-map': { 'time-to-live-seconds': log },
          'message-pending-map': { 'time-to-live-seconds': 0 },
          'message-delivered-map': { 'time-to-live-seconds': delivered },
        },
      },
    });
    expect(configOf({ beginsCluster: false })).toMatchObject(livesOf(0, 0));
    const retention = { logSeconds: 3600, deliveredSeconds: 600 };
    expect(configOf({ beginsCluster: false, retention })).toMatchObject(livesOf(3600, 600));
  });

  test('protects queue and maps from a split where the topology says so', () => {
    expect(memberConfig(cluster, first, { beginsCluster: false })).not.toContain('split-brain-protection');
    const ref = { 'split-brain-protection-ref': 'majority' };
    const protectedCluster = { ...cluster, splitBrainProtection: 2 };
    expect(parse(memberConfig(protectedCluster, first, { beginsCluster: false }))).toMatchObject({
      hazelcast: {
        'split-brain-protection': {
          majority: { enabled: true, 'minimum-cluster-size': 2, 'protect-on': 'READ_WRITE' },
        },
        map: { 'the-map': ref, 'message-pending-map': ref, 'message-delivered-map': ref },
        queue: { '*': ref },
      },
    });
  });

  test('ends at once on SIGTERM unless it must migrate its data first', () => {
    const hook = (name: string, value: string) => ({
      hazelcast: { properties: { [`hazelcast.shutdownhook.${name}`]: value } },
    });
    expect(configOf({ beginsCluster: false })).toMatchObject(hook('enabled', 'false'));
    const graceful = { ...cluster, shutdown: 'graceful' } as const;
    expect(parse(memberConfig(graceful, first, { beginsCluster: false }))).toMatchObject(
      hook('policy', 'GRACEFUL'),
    );
  });
});
