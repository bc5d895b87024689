import { expect, test } from 'vitest';
import { wantedPorts } from '../../../src/supervisor/ports/wanted-ports.ts';
import type { RuntimeName } from '../../../src/topology/cluster-schema.ts';
import { topologySchema } from '../../../src/topology/topology.ts';

function portsWantedWith(runtime: RuntimeName): number[] {
  const topology = topologySchema.parse({
    name: 'test',
    cluster: {
      runtime,
      members: [
        { name: 'a', port: 5701 },
        { name: 'b', port: 5702, memberPort: 6000 },
      ],
    },
    services: { web: { command: ['x'], ports: [80] } },
  });
  return wantedPorts(topology).map(({ port }) => port);
}

test('members want a second port for each other where they are processes of this machine', () => {
  expect(portsWantedWith('jvm')).toEqual([5701, 5702, 80, 5801, 6000]);
  expect(portsWantedWith('auto')).toEqual([5701, 5702, 80, 5801, 6000]);
  expect(portsWantedWith('docker')).toEqual([5701, 5702, 80]);
});
