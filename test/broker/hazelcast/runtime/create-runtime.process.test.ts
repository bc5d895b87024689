import { expect, test } from 'vitest';
import { createRuntime } from '../../../../src/broker/hazelcast/runtime/create-runtime.ts';
import { DistqError, ExitCode } from '../../../../src/foundation/errors/errors.ts';
import { topologySchema } from '../../../../src/topology/topology.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const { cluster } = topologySchema.parse({ name: 'test', services: {}, cluster: {} });

function hintHas(words: string) {
  return (error: unknown): boolean => error instanceof DistqError && error.hint?.includes(words) === true;
}

test('without Docker the docker runtime fails with what the machine lacks, and the remedy', async () => {
  const directory = await temporaryDirectory();
  const runtime = createRuntime('docker', cluster, { directory, env: { PATH: directory } });
  await expect(runtime.prepare(() => undefined)).rejects.toMatchObject({
    exitCode: ExitCode.machineLacks,
    message: 'no Docker engine answers: docker is not installed',
  });
  await expect(runtime.prepare(() => undefined)).rejects.toSatisfy(hintHas('--runtime jvm'));
});

test('without Java the jvm runtime fails with what the machine lacks', async () => {
  const directory = await temporaryDirectory();
  const runtime = createRuntime('jvm', cluster, {
    directory,
    env: { PATH: directory, DISTQ_CACHE_DIR: directory },
  });
  await expect(runtime.prepare(() => undefined)).rejects.toMatchObject({
    code: 'machine-lacks',
    exitCode: ExitCode.machineLacks,
  });
});
