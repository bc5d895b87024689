import { expect, test } from 'vitest';
import labText from '../../../topologies/lab.yaml';
import { changeTopology } from '../../../src/scenario/file/change-topology.ts';
import { parseTopology } from '../../../src/topology/load-topology.ts';

const lab = parseTopology(labText, 'lab.yaml');

test('an empty change leaves the topology unchanged', () => {
  expect(changeTopology(lab, {})).toEqual(lab);
});

test('each change is applied, and the rest is unchanged', () => {
  const changed = changeTopology(lab, {
    queueBackups: 0,
    mapBackups: 2,
    queueMaxSize: 50,
    shutdown: 'graceful',
  });
  expect(changed.cluster.queue).toEqual({ ...lab.cluster.queue, backups: 0, maxSize: 50 });
  expect(changed.cluster.shutdown).toBe('graceful');
  expect(changed.cluster.map).toEqual({ ...lab.cluster.map, backups: 2 });
  expect({
    ...changed,
    cluster: {
      ...changed.cluster,
      shutdown: lab.cluster.shutdown,
      queue: lab.cluster.queue,
      map: lab.cluster.map,
    },
  }).toEqual(lab);
});

test('a crash point is armed only in the named service, whatever the services are called', () => {
  const { 'messages-service': consumers, ...others } = lab.services;
  if (consumers === undefined) throw new Error('the lab has consumers');
  const named = { ...lab, services: { ...others, consumers, constructor: consumers } };
  const { services } = changeTopology(named, { crashPoints: { consumers: 'after-poll' } });
  expect(services['consumers']?.env).toEqual({ DISTQ_CRASH_POINT: 'after-poll' });
  expect(services['constructor']?.env).toEqual({});
});

test('a lease applies to every service', () => {
  for (const { env } of Object.values(changeTopology(lab, { leaseMs: 1_500 }).services))
    expect(env).toEqual({ DISTQ_LEASE_MS: '1500' });
});

test('the given topology is not modified', () => {
  const before = structuredClone(lab);
  changeTopology(lab, { queueBackups: 0 });
  expect(lab).toEqual(before);
});
