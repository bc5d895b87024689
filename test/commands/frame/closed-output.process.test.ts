import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answer, startFacade } from '../../posting/fixtures/facade.ts';
import { prepareProgram, type Program } from '../fixtures/program.ts';

let program: Program;

beforeAll(async () => {
  program = await prepareProgram();
});

afterAll(() => program.remove());

test('closing stdout early is not an error for a command that only shows', async () => {
  const child = program.start(['topology', 'schema']);
  child.stdout.destroy();
  const [stderr] = await Promise.all([text(child.stderr), once(child, 'close')]);
  expect({ exitCode: child.exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
});

test('closing stdout before the verdict does not make a run pass: exit 141', async () => {
  const facade = await startFacade((_, response) => {
    answer(response, 201, {});
  });
  const child = program.start(['post', 'hello', '--url', facade.url.href]);
  child.stdout.destroy();
  const [stderr] = await Promise.all([text(child.stderr), once(child, 'close')]);
  await facade.close();
  expect({ exitCode: child.exitCode, stderr }).toEqual({ exitCode: 141, stderr: '' });
});

test('a closed stderr does not change the exit code', async () => {
  const child = program.start(['status']);
  child.stderr.destroy();
  await once(child, 'close');
  expect(child.exitCode).toBe(3);
});

test('an error with a closed stderr is not a usage error', async () => {
  const child = program.start(['stauts']);
  child.stderr.destroy();
  await once(child, 'close');
  expect(child.exitCode).toBe(2);
});

/** Takes nothing, as a disk without room. */
const fullDisk = '/dev/full';
const toFullDisk = { shell: `exec "$@" > ${fullDisk}` };

describe.skipIf(!existsSync(fullDisk))('output to a full disk', () => {
  test.each([['topology', 'list'], ['topology', 'list', '--json'], ['--help'], ['--version']])(
    '%s %s %s: exit 6, and the remedy',
    async (...args) => {
      const { exitCode, stderr } = await program.run(args, toFullDisk);
      expect(exitCode).toBe(6);
      expect(stderr).toBe(
        [
          'error: cannot write the output: ENOSPC: no space left on device, write',
          '  free disk space there, or redirect the output elsewhere',
          '',
        ].join('\n'),
      );
    },
  );

  test('a running command shuts down gracefully', async () => {
    const facade = await startFacade((_, response) => {
      answer(response, 201, {});
    });
    const { exitCode, stderr } = await program.run(['post', 'hello', '--url', facade.url.href], toFullDisk);
    await facade.close();
    expect(facade.received).toHaveLength(1);
    expect(exitCode).toBe(6);
    expect(stderr).toContain('cannot write the output');
  });
});
