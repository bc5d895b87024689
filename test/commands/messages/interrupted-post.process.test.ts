import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { waitFor } from '../../../src/foundation/async/wait-for.ts';
import { answer, startFacade, type FakeFacade } from '../../posting/fixtures/facade.ts';
import { prepareProgram, type Program } from '../fixtures/program.ts';

let program: Program;
let facade: FakeFacade | undefined;

beforeAll(async () => {
  program = await prepareProgram();
}, 60_000);
afterEach(async () => {
  await facade?.close();
  facade = undefined;
});
afterAll(() => program.remove());

test('an interrupted post reports what it did, and exits with 130', async () => {
  facade = await startFacade((received, response) => {
    if (received.msg === 'msg1') answer(response, 201, {});
  });
  const { received } = facade;
  const child = program.start(['post', '--count', '100', '--url', facade.url.href, '--json']);
  await waitFor({
    what: 'two posts',
    timeoutMs: 20_000,
    probe: () => (received.length === 2 ? true : undefined),
  });
  child.kill('SIGINT');
  const [stdout] = await Promise.all([text(child.stdout), once(child, 'close')]);
  expect(child.exitCode).toBe(130);
  expect(JSON.parse(stdout)).toMatchObject({ attempted: 2, acknowledged: 1, indeterminate: 1 });
});

test('post - interrupted at a silent standard input reports at once what it did, and ends', async () => {
  facade = await startFacade((_, response) => {
    answer(response, 201, {});
  });
  const { received } = facade;
  const child = program.start(['post', '-', '--url', facade.url.href, '--json'], { input: null });
  child.stdin.write('one\n');
  await waitFor({ what: 'a post', timeoutMs: 20_000, probe: () => received[0] });
  child.kill('SIGINT');
  const [stdout] = await Promise.all([text(child.stdout), once(child, 'close')]);
  expect(child.exitCode).toBe(130);
  expect(JSON.parse(stdout)).toMatchObject({ attempted: 1 });
});
