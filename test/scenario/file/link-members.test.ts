import { expect, test } from 'vitest';
import labText from '../../../topologies/lab.yaml';
import { linkMembers } from '../../../src/scenario/file/link-members.ts';
import { fileStepSchema } from '../../../src/scenario/steps/step.ts';
import { parseTopology } from '../../../src/topology/load-topology.ts';

const lab = parseTopology(labText, 'lab.yaml');
const cut = { from: 'members', way: 'both', newConnections: 'reset', untilNoticed: true } as const;

test.each([
  ['no step that breaks links', [{ kill: { target: 'queue-owner' } }], 'direct'],
  ['a cut from members', [{ isolate: { ...cut, target: 'queue-owner' } }], 'members'],
  ['a short cut', [{ isolate: 'queue-owner' }], 'members'],
  [
    'a cut from clients',
    [{ isolate: 'queue-owner' }, { isolate: { ...cut, target: 'queue-owner', from: 'clients' } }],
    'all',
  ],
  ['a slow link', [{ slow: { target: 'queue-owner', latencyMs: 1, from: 'members' } }], 'members'],
] as const)('%s', (_, steps, links) => {
  const parsed = steps.map((step) => fileStepSchema.parse(step));
  expect(linkMembers(lab, { steps: parsed }).cluster.links).toBe(links);
});
