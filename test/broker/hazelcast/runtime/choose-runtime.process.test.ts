import { expect, test } from 'vitest';
import {
  chooseRuntime,
  decideRuntime,
  type RuntimeFacts,
} from '../../../../src/broker/hazelcast/runtime/choose-runtime.ts';
import { topologySchema } from '../../../../src/topology/topology.ts';

const all: RuntimeFacts = { engine: true, compose: true, image: true, java: true };

test.each<[string, Partial<RuntimeFacts>, string]>([
  ['everything is here', {}, 'docker'],
  ['the image is not here', { image: false }, 'jvm'],
  ['compose is not here', { compose: false }, 'jvm'],
  ['no engine answers', { engine: false, compose: false, image: false }, 'jvm'],
  ['there is no Java either, but an engine that can pull', { image: false, java: false }, 'docker'],
  ['there is nothing', { engine: false, compose: false, image: false, java: false }, 'jvm'],
])('auto, where %s: %s', (_, facts, runtime) => {
  const choice = decideRuntime({ ...all, ...facts });
  expect(choice.runtime).toBe(runtime);
  expect(choice.because).toMatch(/./);
});

const { cluster } = topologySchema.parse({ name: 'test', services: {}, cluster: {} });

test('an explicit runtime is used unchanged', async () => {
  expect(await chooseRuntime('docker', cluster, { env: { PATH: '/nowhere' } })).toEqual({
    runtime: 'docker',
    because: undefined,
  });
});

test('auto with links is jvm where there is Java, whose links can do everything', async () => {
  const linked = { ...cluster, links: 'members' } as const;
  expect(await chooseRuntime('auto', linked, { env: process.env })).toEqual({
    runtime: 'jvm',
    because: 'links between Java processes can also be slow, or cut in one direction',
  });
});

test('auto is jvm on a machine without Docker', async () => {
  expect(await chooseRuntime('auto', cluster, { env: { PATH: '/nowhere' } })).toEqual({
    runtime: 'jvm',
    because: 'no Docker engine answers',
  });
});
