import { describe, expect, test } from 'vitest';
import { ExitCode } from '../../src/foundation/errors/errors.ts';
import { topologySchema } from '../../src/topology/topology.ts';
import { withRuntime, type RuntimeWish } from '../../src/topology/use-external.ts';

const lab = topologySchema.parse({
  name: 'test',
  services: {},
  cluster: { members: [{ name: 'hazelcast-node1', port: 5701 }] },
});
const theirs = topologySchema.parse({
  name: 'theirs',
  services: {},
  cluster: { runtime: 'external', addresses: ['10.0.0.1:5701'] },
});

function refusal(attempt: () => unknown): unknown {
  try {
    return attempt();
  } catch (error) {
    return error;
  }
}

describe('withRuntime', () => {
  test('leaves the topology unchanged by default', () => {
    expect(withRuntime(lab, {})).toEqual(lab);
    expect(withRuntime(theirs, {})).toEqual(theirs);
  });

  test('sets the requested runtime', () => {
    expect(withRuntime(lab, { runtime: 'docker' }).cluster).toEqual({ ...lab.cluster, runtime: 'docker' });
  });

  test('replaces the members by the cluster at the addresses', () => {
    const { cluster } = withRuntime(lab, { cluster: '127.0.0.1:5701, other:5702' });
    expect(cluster).toEqual({
      ...lab.cluster,
      runtime: 'external',
      members: [],
      addresses: ['127.0.0.1:5701', 'other:5702'],
    });
  });

  test.each<[string, typeof lab, RuntimeWish, string]>([
    ['the external runtime without addresses', lab, { runtime: 'external' }, 'distq up --cluster HOST:PORT'],
    [
      'addresses and a runtime that starts members',
      lab,
      { runtime: 'jvm', cluster: 'a:5701' },
      'leave out one',
    ],
    ['members of a cluster that is somebody else’s', theirs, { runtime: 'jvm' }, 'leave out --runtime'],
    ['an address without a port', lab, { cluster: 'localhost' }, 'expected HOST:PORT'],
    ['a port that can be none', lab, { cluster: 'localhost:65536' }, 'expected HOST:PORT'],
  ])('refuses %s, and says what to do', (_what, topology, wish, remedy) => {
    const refused = refusal(() => withRuntime(topology, wish));
    expect(refused).toMatchObject({ exitCode: ExitCode.usage });
    expect(refused).toHaveProperty('hint', expect.stringContaining(remedy));
  });
});
