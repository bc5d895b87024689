import { expect, test } from 'vitest';
import { createRuntime } from '../../src/cluster/runtime.ts';
import { ExitCode } from '../../src/shared/errors.ts';
import { topologySchema } from '../../src/topology/schema.ts';
import { temporaryDirectory } from './support/temporary-directory.ts';

const { cluster } = topologySchema.parse({ name: 'test', services: {}, cluster: {} });

test.each([
  ['docker', ExitCode.machineLacks],
  ['external', ExitCode.usage],
] as const)('the runtime %s fails when it is prepared and names the valid ones', async (name, exitCode) => {
  const runtime = createRuntime(name, cluster, { directory: await temporaryDirectory(), env: {} });
  await expect(runtime.prepare(() => undefined)).rejects.toMatchObject({
    exitCode,
    hint: 'valid runtimes: auto, jvm (members as Java processes; `distq doctor` shows what that needs)',
  });
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

test('a member says that it started at the end of a line', () => {
  const runtime = createRuntime('jvm', cluster, { directory: '.', env: {} });
  expect(runtime.startedLine('2026-01-01T10:00:00.000 INFO … [127.0.0.1]:5701 is STARTED')).toBe(true);
  expect(runtime.startedLine('2026-01-01T10:00:00.000 INFO … [127.0.0.1]:5701 is STARTING')).toBe(false);
});
