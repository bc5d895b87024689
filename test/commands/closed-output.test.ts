import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { answer, startFacade } from '../delivery/fixtures/facade.ts';
import { buildProgram, type Program } from './fixtures/program.ts';

let program: Program;

beforeAll(async () => {
  program = await buildProgram();
});

afterAll(() => program.remove());

test('a reader that closes its end early is no error of a command that only shows', async () => {
  const child = program.start(['topology', 'schema']);
  child.stdout.destroy();
  const [stderr] = await Promise.all([text(child.stderr), once(child, 'close')]);
  expect({ exitCode: child.exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
});

test('a reader that closes its end early does not make a verdict good: exit 141', async () => {
  const facade = await startFacade((_, response) => {
    answer(response, 201, {});
  });
  const child = program.start(['post', 'hello', '--url', facade.url.href]);
  child.stdout.destroy();
  const [stderr] = await Promise.all([text(child.stderr), once(child, 'close')]);
  await facade.close();
  expect({ exitCode: child.exitCode, stderr }).toEqual({ exitCode: 141, stderr: '' });
});
