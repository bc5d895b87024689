import { expect, test } from 'vitest';
import labText from '../../../topologies/lab.yaml';
import { parseScenario } from '../../../src/scenario/file/load-scenario.ts';
import { topologyFindings } from '../../../src/scenario/file/topology-findings.ts';
import { parseTopology } from '../../../src/topology/load-topology.ts';
import type { RuntimeName } from '../../../src/topology/cluster-schema.ts';

const lab = parseTopology(labText, 'lab.yaml');

function findings(step: string, runtime: RuntimeName) {
  const scenario = parseScenario(`name: x\ntitle: X\nsteps: [${step}]\n`, 'x.yaml');
  return topologyFindings(scenario, { ...lab, cluster: { ...lab.cluster, runtime } });
}

test.each([
  ['{ slow: { target: queue-owner, latencyMs: 5 } }', 'cannot be slowed down'],
  ['{ isolate: { target: queue-owner, way: out } }', 'in one direction (out)'],
  ['{ isolate: { target: queue-owner, newConnections: hold } }', 'cannot hold them'],
  ['{ isolate: [hazelcast-node1, hazelcast-node2] }', 'would not stay connected'],
])('%s is refused with members in containers, before anything starts', (step, why) => {
  const [finding, ...others] = findings(step, 'docker');
  expect(finding?.path.slice(0, 2)).toEqual(['steps', 0]);
  expect(finding?.message).toContain(why);
  expect(finding?.message).toContain('expected runtime jvm');
  expect(others).toEqual([]);
  expect(findings(step, 'jvm')).toEqual([]);
});

test.each([
  '{ isolate: queue-owner }',
  '{ isolate: { target: queue-owner, from: clients, way: in, newConnections: hold } }',
])('%s is possible with members in containers', (step) => {
  expect(findings(step, 'docker')).toEqual([]);
});
