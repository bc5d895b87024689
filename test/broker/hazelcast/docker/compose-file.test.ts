import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import {
  composeFile,
  composeVariables,
  managementCenterImage,
  memberImage,
} from '../../../../src/broker/hazelcast/docker/compose-file.ts';
import { memberLogging } from '../../../../src/broker/hazelcast/members/member-command.ts';
import { containerConfig } from '../../../../src/broker/hazelcast/members/member-config.ts';
import { settingsOf } from '../../../../src/topology/settings-of.ts';
import { parseServeArgs } from '../../../../src/services/start/serve-args.ts';
import { findTopology } from '../../../../src/topology/builtin-topologies.ts';
import { instancesOf } from '../../../../src/topology/order.ts';
import { topologySchema } from '../../../../src/topology/topology.ts';

const top = join(import.meta.dirname, '..', '..', '..', '..');

const serviceSchema = z.looseObject({
  image: z.string(),
  environment: z.record(z.string(), z.string()),
  ports: z.array(z.string()).default([]),
  profiles: z.array(z.string()).optional(),
});
const composeSchema = z.object({
  services: z.record(z.string(), serviceSchema),
  networks: z.looseObject({}),
});

const { cluster } = topologySchema.parse({
  name: 'test',
  services: {},
  cluster: {
    name: 'other-cluster',
    heapMb: 128,
    members: [
      { name: 'alpha', port: 6001 },
      { name: 'beta', port: 6002 },
    ],
  },
});

interface Options {
  managementCenterPort?: number;
  directory?: string;
  addresses?: ReadonlyMap<string, string>;
  publishedPortOf?: () => number;
}

function composeOf({ managementCenterPort, directory = '/session', ...more }: Options = {}) {
  const text = composeFile({
    project: 'distq-test',
    cluster,
    managementCenterPort,
    configOf: ({ name }) => `${directory}/${name}.yaml`,
    logging: `${directory}/logging.properties`,
    ...more,
  });
  return composeSchema.parse(parse(text));
}

test('a session has the members of its topology, on its ports and with its heap', () => {
  const { services } = composeOf();
  expect(Object.keys(services)).toEqual(['alpha', 'beta']);
  const beta = services['beta'];
  expect(beta?.ports).toEqual(['127.0.0.1:6002:5701']);
  expect(beta?.environment['JAVA_OPTS']).toMatch(/ -Xmx128m$/);
  expect(Object.values(beta?.environment ?? {})).toContain('127.0.0.1:6002');
  expect(beta).toMatchObject({
    container_name: 'distq-test-beta',
    volumes: [
      { source: '/session/beta.yaml', target: beta?.environment['HAZELCAST_CONFIG'], read_only: true },
      { source: '/session/logging.properties' },
    ],
  });
});

test('image, limits, health check and network are those of docker-compose.yml', async () => {
  const own = composeSchema.parse(
    parse(await readFile(join(top, 'docker-compose.yml'), 'utf8'), { merge: true }),
  );
  const { services, networks } = composeOf();
  const member = own.services['hazelcast-node1'];
  for (const key of ['image', 'mem_limit', 'healthcheck', 'networks', 'stop_grace_period', 'logging']) {
    expect(member?.[key], key).toBeDefined();
    expect(services['alpha']?.[key]).toEqual(member?.[key]);
  }
  expect(networks).toEqual(own.networks);
});

test('with links members tell each other fixed addresses, and do not reach each other where clients reach them', () => {
  const addresses = new Map([
    ['alpha', '172.18.0.2'],
    ['beta', '172.18.0.3'],
  ]);
  const { services, networks } = composeOf({ addresses, publishedPortOf: () => 7001 });
  expect(services['beta']?.ports).toEqual(['127.0.0.1:7001:5701']);
  expect(Object.values(services['beta']?.environment ?? {})).toEqual(
    expect.arrayContaining(['127.0.0.1:6002', '172.18.0.3:5801']),
  );
  expect(networks).toEqual({
    cluster: { driver_opts: { 'com.docker.network.bridge.enable_icc': 'false' } },
  });
  const config = containerConfig(cluster, { addresses, begunBy: 'alpha' });
  expect(config).toContain('- 172.18.0.3:5801');
  expect(config).toContain('required-member: 172.18.0.2:5801');
});

test('a dollar sign in a path is not read as a variable', () => {
  expect(composeOf({ directory: '/a$b' }).services['alpha']).toMatchObject({
    volumes: [{ source: '/a$$b/alpha.yaml' }, {}],
  });
});

test('Management Center is included only on request, and connects to the members', () => {
  expect(composeOf().services).not.toHaveProperty('management-center');
  expect(composeOf({ managementCenterPort: 7008 }).services['management-center']?.environment).toMatchObject({
    MC_DEFAULT_CLUSTER: 'other-cluster',
    MC_DEFAULT_CLUSTER_MEMBERS: '127.0.0.1:6001,127.0.0.1:6002',
    MC_HTTP_PORT: '7008',
  });
});

test('the version comes through a variable and has a default', () => {
  expect(memberImage({})).toBe('hazelcast/hazelcast:5.7.0');
  expect(memberImage(composeVariables({ version: '5.4.0', heapMb: 256 }))).toBe('hazelcast/hazelcast:5.4.0');
  expect(managementCenterImage({ MANAGEMENT_CENTER_VERSION: '5.9' })).toBe('hazelcast/management-center:5.9');
});

test('docker-compose.yml by itself has the members of the lab, at their ports', async () => {
  const { topology } = await findTopology('lab', top);
  const own = composeSchema.parse(
    parse(await readFile(join(top, 'docker-compose.yml'), 'utf8'), { merge: true }),
  );
  const ports = Object.entries(own.services)
    .filter(([, service]) => service.profiles === undefined)
    .map(([name, service]) => [name, service.ports, Object.values(service.environment)]);
  expect(ports.map(([name, published]) => [name, published])).toEqual(
    topology.cluster.members.map(({ name, port }) => [name, [`127.0.0.1:${port}:5701`]]),
  );
  for (const [index, { port }] of topology.cluster.members.entries())
    expect(ports[index]?.[2]).toContain(`127.0.0.1:${port}`);
});

test('the mounted files are the same as in a session of the lab', async () => {
  const { topology } = await findTopology('lab', top);
  const configSchema = z.object({
    hazelcast: z.looseObject({ properties: z.record(z.string(), z.string()) }),
  });
  const generated = configSchema.parse(parse(containerConfig(topology.cluster, {})));
  // Started all at once without somebody who decides who begins, members need the time to find each other.
  delete generated.hazelcast.properties['hazelcast.wait.seconds.before.join'];
  const mounted: unknown = parse(await readFile(join(top, 'docker/hazelcast.yaml'), 'utf8'));
  expect(mounted).toEqual(generated);
  expect(await readFile(join(top, 'docker/logging.properties'), 'utf8')).toBe(memberLogging);
});

describe('the profile lab', () => {
  const labSchema = serviceSchema.extend({
    profiles: z.tuple([z.literal('lab')]),
    command: z.string(),
    healthcheck: z.object({ test: z.array(z.string()) }),
  });

  async function labServices() {
    const text = await readFile(join(top, 'docker-compose.yml'), 'utf8');
    const { services } = composeSchema.parse(parse(text, { merge: true }));
    const lab = Object.entries(services).filter(
      ([name]) => !/^(hazelcast-node\d|management-center)$/.test(name),
    );
    return lab.map(([name, service]) => ({ name, ...labSchema.parse(service) }));
  }

  test('has the services of the topology lab, reachable by their names', async () => {
    const { topology } = await findTopology('lab', top);
    const started = (await labServices()).map(({ name, command }) => {
      const [serve, ...args] = command.split(' ');
      return { serve, name, ...parseServeArgs(args) };
    });
    expect(started).toEqual(
      instancesOf(topology).map(({ name: instance, kind }) => {
        const name = kind === 'config-server' ? kind : instance;
        const configServer =
          kind === 'config-server' ? parseServeArgs([kind]).configServer : 'http://config-server:8080';
        const common = { serve: 'serve', host: '0.0.0.0', port: 8080, configServer };
        return { ...common, name, kind, instance, publicHost: name };
      }),
    );
  });

  test('publishes the facade alone, and only on this machine', async () => {
    const published = (await labServices()).map(({ name, ports }) => [name, ports] as const);
    expect(published.filter(([, ports]) => ports.length > 0)).toEqual([
      ['facade-service-1', ['127.0.0.1:${FACADE_PORT:-8080}:8080']],
    ]);
  });

  test('has the settings of the topology lab, and leads services to the members', async () => {
    const { topology } = await findTopology('lab', top);
    const { members } = topology.cluster;
    const inside = members.map(({ name }) => `${name}:5701`);
    const [configServer] = (await labServices()).filter(({ name }) => name === 'config-server');
    const settings: unknown = JSON.parse(configServer?.environment['DISTQ_SETTINGS'] ?? '');
    expect(settings).toEqual({
      cluster: {
        ...settingsOf(topology.cluster),
        addresses: inside,
        addressTranslation: Object.fromEntries(
          members.map(({ port }, index) => [`127.0.0.1:${port}`, inside[index]]),
        ),
      },
      delivery: topology.delivery,
      retention: topology.retention,
    });
  });
});
