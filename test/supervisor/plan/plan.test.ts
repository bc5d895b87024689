import fc from 'fast-check';
import { expect, test } from 'vitest';
import labText from '../../../topologies/lab.yaml';
import { UsageError } from '../../../src/foundation/errors/errors.ts';
import { planText } from '../../../src/supervisor/plan/plan-text.ts';
import { planEnd, planRestart, planStart, planStop, type Plan } from '../../../src/supervisor/plan/plan.ts';
import { parseTopology } from '../../../src/topology/load-topology.ts';
import { partNames } from '../../../src/topology/order.ts';
import { topologySchema } from '../../../src/topology/topology.ts';
import { topology as anyTopology } from '../../topology/arbitrary-topology.ts';

const lab = parseTopology(labText, 'lab.yaml');
const none: ReadonlySet<string> = new Set();

/** Lines of a plan, without what surrounds the text of a test. */
function lines(text: string): string {
  return text.replace(/^\n/, '').replace(/ +$/, '').replaceAll(/^ {4}/gm, '');
}

test('the lab starts in two waves: its services start together, after the cluster', () => {
  expect(planText(planStart(lab))).toBe(
    lines(`
    wave 1
      start hazelcast-node1 (wanted by up)
      start hazelcast-node2 (wanted by up)
      start hazelcast-node3 (wanted by up)
      start config-server-1 (wanted by up)
    wave 2
      start logging-service-1 (wanted by up; depends on config-server, cluster)
      start logging-service-2 (wanted by up; depends on config-server, cluster)
      start logging-service-3 (wanted by up; depends on config-server, cluster)
      start messages-service-1 (wanted by up; depends on config-server, cluster)
      start messages-service-2 (wanted by up; depends on config-server, cluster)
      start facade-service-1 (wanted by up; depends on config-server, cluster, logging-service)
    `),
  );
});

test('the lab ends in two waves: its services together with the supervisor’s client, then the members', () => {
  expect(planText(planEnd(lab))).toBe(
    lines(`
    wave 1
      stop logging-service-1 (end of the session)
      stop logging-service-2 (end of the session)
      stop logging-service-3 (end of the session)
      stop messages-service-1 (end of the session)
      stop messages-service-2 (end of the session)
      stop facade-service-1 (end of the session)
      disconnect cluster (the members end next)
    wave 2
      end hazelcast-node1 (end of the session; needed by logging-service, messages-service, facade-service)
      end hazelcast-node2 (end of the session; needed by logging-service, messages-service, facade-service)
      end hazelcast-node3 (end of the session; needed by logging-service, messages-service, facade-service)
      stop config-server-1 (end of the session)
    `),
  );
});

test('a program that is not ours ends before what it depends on, and after what depends on it', () => {
  const text = labText.replace(
    '    ports: [8081, 8083, 8085]\n',
    '    ports: [8081]\n    command: [other, program]\n',
  );
  expect(planText(planEnd(parseTopology(text, 'other.yaml')))).toBe(
    lines(`
    wave 1
      stop facade-service-1 (end of the session)
    wave 2
      stop logging-service-1 (end of the session; needed by facade-service)
      stop messages-service-1 (end of the session)
      stop messages-service-2 (end of the session)
      disconnect cluster (the members end next)
    wave 3
      end hazelcast-node1 (end of the session; needed by logging-service, messages-service, facade-service)
      end hazelcast-node2 (end of the session; needed by logging-service, messages-service, facade-service)
      end hazelcast-node3 (end of the session; needed by logging-service, messages-service, facade-service)
      stop config-server-1 (end of the session; needed by logging-service)
    `),
  );
});

test('a topology of members alone: the client leaves the cluster first', () => {
  const topology = topologySchema.parse({
    name: 'bare',
    cluster: { members: [{ name: 'one', port: 1 }] },
    services: {},
  });
  expect(planText(planEnd(topology))).toBe(
    lines(`
    wave 1
      disconnect cluster (the members end next)
    wave 2
      end one (end of the session)
    `),
  );
});

test('what depends on a part that is started is not started with it', () => {
  expect(planText(planStart(lab, ['facade-service-1', 'logging-service']))).toBe(
    lines(`
    wave 1
      start logging-service-1 (started with logging-service)
      start logging-service-2 (started with logging-service)
      start logging-service-3 (started with logging-service)
      start facade-service-1 (wanted by start; depends on logging-service)
    `),
  );
});

test('a program that is not ours starts when its dependencies are ready, and is waited for', () => {
  const text = labText.replace(
    '    ports: [8081, 8083, 8085]\n',
    '    ports: [8081]\n    command: [other, program]\n',
  );
  expect(
    planText(
      planStart(parseTopology(text, 'other.yaml'), ['config-server', 'logging-service', 'facade-service']),
    ),
  ).toBe(
    lines(`
    wave 1
      start config-server-1 (started with config-server)
    wave 2
      start logging-service-1 (started with logging-service; depends on config-server)
    wave 3
      start facade-service-1 (started with facade-service; depends on config-server, logging-service)
    `),
  );
});

test('a service is stopped after those that depend on it, whatever the order of the names', () => {
  const stopped = planText(planStop(lab, ['logging-service-2', 'facade-service']));
  expect(stopped).toBe(
    lines(`
    wave 1
      stop facade-service-1 (stopped with facade-service)
    wave 2
      stop logging-service-2 (wanted by stop; needed by facade-service)
    `),
  );
  expect(planText(planStop(lab, ['facade-service', 'logging-service-2']))).toBe(stopped);
});

test('a member with dependents restarts once the cluster is safe, and its dependents run on', () => {
  expect(planText(planRestart(lab, ['hazelcast-node2'], new Set(['hazelcast-node2'])))).toBe(
    lines(`
    wave 1
      await-safety hazelcast-node2 (only data with a backup survives its stop)
    wave 2
      stop hazelcast-node2 (wanted by restart)
    wave 3
      start hazelcast-node2 (wanted by restart)
    `),
  );
});

test('members restart one at a time, those that run once the cluster is safe; then services, in order', () => {
  const topology = topologySchema.parse({
    name: 'chain',
    cluster: {
      members: [
        { name: 'one', port: 1 },
        { name: 'two', port: 2 },
      ],
    },
    services: {
      top: { command: ['true'], ports: [3], dependsOn: ['base'] },
      base: { command: ['true'], ports: [4], dependsOn: ['cluster'] },
    },
  });
  expect(planText(planRestart(topology, ['top', 'cluster', 'base-1'], new Set(['two'])))).toBe(
    lines(`
    wave 1
      stop one (restarted with cluster)
    wave 2
      start one (restarted with cluster)
    wave 3
      await-safety two (only data with a backup survives its stop)
    wave 4
      stop two (restarted with cluster)
    wave 5
      start two (restarted with cluster)
    wave 6
      stop top-1 (restarted with top)
    wave 7
      stop base-1 (wanted by restart; needed by top)
    wave 8
      start base-1 (wanted by restart)
    wave 9
      start top-1 (restarted with top; depends on base)
    `),
  );
});

test('a topology without members: the client leaves the cluster last', () => {
  const topology = topologySchema.parse({
    name: 'foreign',
    cluster: { runtime: 'external', addresses: ['127.0.0.1:1'] },
    services: { only: { command: ['true'], ports: [3] } },
  });
  expect(planText(planEnd(topology))).toBe(
    lines(`
    wave 1
      stop only-1 (end of the session)
    wave 2
      disconnect cluster (no service is left)
    `),
  );
});

test('an unknown name is refused', () => {
  for (const plan of [planStart, planStop]) expect(() => plan(lab, ['logging-servise'])).toThrow(UsageError);
  expect(() => planRestart(lab, ['logging-servise'], none)).toThrow(UsageError);
});

const namesOf = ({ waves }: Plan, ...wanted: string[]) =>
  waves.flat().flatMap(({ operation, name }) => (wanted.includes(operation) ? [name] : []));

test('any topology: all is started once, after what it depends on, and ended before that', () => {
  fc.assert(
    fc.property(anyTopology, (any) => {
      const started = namesOf(planStart(any), 'start');
      expect(started).toEqual(partNames(any));
      expect(namesOf(planEnd(any), 'stop', 'end').sort()).toEqual([...started].sort());
      const { waves } = planEnd(any);
      const waveOf = (name: string) => waves.findIndex((wave) => wave.some((each) => each.name === name));
      for (const [service, { dependsOn }] of Object.entries(any.services))
        for (const need of dependsOn.filter((name) => name !== 'cluster'))
          expect(waveOf(`${service}-1`)).toBeLessThan(waveOf(`${need}-1`));
    }),
  );
});
