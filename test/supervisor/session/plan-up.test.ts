import { expect, test } from 'vitest';
import minimalText from '../../../topologies/minimal.yaml';
import { planUp, upPlanText } from '../../../src/supervisor/session/plan-up.ts';
import { parseTopology } from '../../../src/topology/load-topology.ts';
import { topologySchema } from '../../../src/topology/topology.ts';

const minimal = parseTopology(minimalText, 'minimal.yaml');
const { signal } = new AbortController();

test('says what runs on which port, and what shows that it is ready', async () => {
  const topology = topologySchema.parse({
    name: 'mine',
    cluster: { heapMb: 512, members: [{ name: 'node', port: 5701 }] },
    services: {
      web: { command: ['serve', "it's here"], ports: [8000], dependsOn: ['cluster'], ready: { http: '/up' } },
      plain: { command: ['plain'], ports: [8001] },
      lines: { command: ['lines'], ports: [8002], ready: { log: 'up|ok' } },
      mere: { command: ['mere'], ports: [8003], ready: { running: true } },
    },
  });
  const plan = await planUp({ topology, session: 'default', runtime: 'jvm', isolated: false, signal });
  expect(upPlanText(plan)).toBe(
    [
      'topology mine in session default; nothing is started (--dry-run)',
      'runtime: jvm',
      'wave 1',
      '  start node (wanted by up), port 5701, ready when its log reports the start and the supervisor’s client sees it: java process of Hazelcast 5.7.0, heap 512 MiB',
      '  start plain-1 (wanted by up), port 8001, ready when port 8001 accepts a connection: plain',
      '  start lines-1 (wanted by up), port 8002, ready when a line of its output matches /up|ok/: lines',
      '  start mere-1 (wanted by up), port 8003, ready when it runs: mere',
      'wave 2',
      "  start web-1 (wanted by up; depends on cluster), port 8000, ready when GET http://127.0.0.1:8000/up answers 2xx: serve 'it'\\''s here'",
      '',
    ].join('\n'),
  );
});

test('says which runtime auto chooses, and why', async () => {
  const plan = await planUp({
    topology: minimal,
    session: 'default',
    runtime: 'auto',
    isolated: false,
    signal,
  });
  expect(plan).toMatchObject({ runtime: 'jvm', runtimeBecause: 'no Docker engine answers' });
});

test('isolated: ports and session are chosen at the start', async () => {
  const plan = await planUp({
    topology: minimal,
    session: 'default',
    runtime: 'jvm',
    isolated: true,
    signal,
  });
  expect(plan.session).toBeNull();
  const starts = plan.waves.flat();
  expect(starts.map(({ port }) => port)).toEqual(starts.map(() => null));
  const text = upPlanText(plan);
  expect(text).toContain('start facade-service-1');
  expect(text).toContain('--port FREE_PORT');
  expect(text).not.toContain('8080');
});

test('Management Center is one of the services', async () => {
  const plan = await planUp({
    topology: minimal,
    session: 'default',
    runtime: 'docker',
    managementCenterPort: 8008,
    isolated: false,
    signal,
  });
  expect(plan.waves.flat()).toContainEqual(
    expect.objectContaining({
      name: 'management-center-1',
      port: 8008,
      cause: 'wanted by up; depends on cluster',
    }),
  );
});
