import { execa } from 'execa';
import { describe, expect, test } from 'vitest';
import { engineEnvironment, whyNoContainers } from '../../docker-image/engine.ts';

const reason = await whyNoContainers();

describe.skipIf(reason !== undefined)('docker-compose.yml by itself', () => {
  test('is accepted by compose, with Management Center and the services of the lab in profiles', async () => {
    const file = ['-f', 'docker-compose.yml'];
    const options = { env: engineEnvironment, cwd: new URL('../../..', import.meta.url) };
    const servicesOf = async (...flags: string[]) => {
      const plugin = await execa('docker', ['compose', 'version'], { reject: false });
      const [program = '', ...first] = plugin.exitCode === 0 ? ['docker', 'compose'] : ['docker-compose'];
      const { stdout } = await execa(program, [...first, ...file, ...flags, 'config', '--services'], options);
      return stdout.split('\n').sort();
    };
    const members = ['hazelcast-node1', 'hazelcast-node2', 'hazelcast-node3'];
    expect(await servicesOf()).toEqual(expect.arrayContaining(members));
    // The older compose lists those of every profile.
    const center = await servicesOf('--profile', 'management-center');
    expect(center).toEqual(expect.arrayContaining([...members, 'management-center']));
    const lab = await servicesOf('--profile', 'lab');
    expect(lab).toEqual(expect.arrayContaining([...members, 'config-server', 'facade-service-1']));
  });
});
