import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { answer, startFacade, type FakeFacade } from '../../posting/fixtures/facade.ts';
import { prepareProgram, type Program } from '../fixtures/program.ts';

let program: Program;
let facade: FakeFacade | undefined;

beforeAll(async () => {
  program = await prepareProgram();
});

afterAll(() => program.remove());

afterEach(async () => {
  await facade?.close();
  facade = undefined;
});

test('get also reads the plain form, and names the services', async () => {
  facade = await startFacade((_, response) => {
    answer(response, 200, ['logging-service: ["a","b"]\n', 'messages-service: ["a"]\n']);
  });
  const { exitCode, stdout } = await program.run(['get', '--url', facade.url.href]);
  expect(exitCode).toBe(0);
  expect(stdout).toBe('logging-service (2): a b\nmessages-service (1): a\n');
});

test.each([
  ['a page', '<h1>Hello\u001B[2J</h1>', '<h1>Hello [2J</h1>'],
  ['other JSON', ['logging-service: [1]', 'messages-service: []'], '["logging-service: [1]",'],
  ['nothing', '', 'nothing'],
])('get shows %s that is not the answer of a facade, exit 1', async (_what, body, shown) => {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  facade = await startFacade((_, response) => {
    response.writeHead(200).end(text);
  });
  const { exitCode, stderr } = await program.run(['get', '--url', facade.url.href]);
  expect(exitCode).toBe(1);
  expect(stderr).toContain(`answered 200, but not like a facade: ${shown}`);
  expect(stderr).toContain('expected one of two forms');
  const document = await program.run(['get', '--json', '--url', facade.url.href]);
  expect(JSON.parse(document.stdout)).toMatchObject({
    schemaVersion: 2,
    error: { code: 'foreign-answer', answer: { status: 200, body: text } },
  });
});

test('an address with a path is used unchanged', async () => {
  facade = await startFacade((_, response, { method }) => {
    if (method === 'POST') answer(response, 201, {});
    else answer(response, 200, ['logging-service: []\n', 'messages-service: []\n']);
  });
  const address = new URL('/in/messages?queue=a', facade.url).href;
  await program.run(['post', 'hello', '--url', address]);
  await program.run(['get', '--url', address]);
  expect(facade.received.map(({ url }) => url)).toEqual(['/in/messages?queue=a', '/in/messages?queue=a']);
});
