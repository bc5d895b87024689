import { createServer, type RequestListener, type Server } from 'node:http';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { RemoteSession, type Patience } from '../../src/control/client.ts';
import { collectGarbage } from '../foundation/support/collect-garbage.ts';

const patience: Patience = { answerMs: 150, askEveryMs: 50, aliveMs: 1_000 };
const impatience: Patience = { ...patience, aliveMs: 300 };

let directory: string;
let server: Server | undefined;
let session: RemoteSession | undefined;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'distq-client-'));
});

afterEach(async () => {
  await session?.close();
  server?.closeAllConnections();
  server?.close();
  await rm(directory, { recursive: true });
});

async function serve(listener: RequestListener, limits = patience): Promise<RemoteSession> {
  const socket = join(directory, 's.sock');
  server = createServer(listener);
  server.listen(socket);
  await once(server, 'listening');
  session = new RemoteSession(socket, limits);
  return session;
}

test('an action may take longer than any other request while the supervisor is alive', async () => {
  let asked = 0;
  const remote = await serve((request, response) => {
    if (request.url !== '/start') {
      asked++;
      response.writeHead(404).end('{}');
      return;
    }
    // undici looks at its limits once a second or so.
    void sleep(1_800).then(() => response.end('[{"name":"a","state":"ready","pid":1}]'));
  });
  expect(await remote.start(['a'])).toEqual([{ name: 'a', state: 'ready', pid: 1 }]);
  expect(asked).toBeGreaterThan(1);
});

test('an action fails once the supervisor no longer answers', async () => {
  const remote = await serve(() => undefined, impatience);
  await expect(remote.restart(['a'])).rejects.toMatchObject({ code: 'nothing-running' });
});

test('an action also fails if garbage is collected meanwhile', async () => {
  const remote = await serve(() => undefined, impatience);
  const endCollecting = collectGarbage(50);
  try {
    await expect(remote.stop(['a'])).rejects.toMatchObject({
      message: 'the supervisor does not answer: no answer within 300 ms',
    });
  } finally {
    endCollecting();
  }
});

test.each([
  { title: 'does not know the request', status: 404, body: { statusCode: 404, error: 'Not Found' } },
  { title: 'answers in another form', status: 200, body: [{ name: 'a', condition: 'fine' }] },
])('a supervisor of another version that $title: restart it', async ({ status, body }) => {
  const remote = await serve((_, response) => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  await expect(remote.start(['a'])).rejects.toMatchObject({
    code: 'machine-lacks',
    hint: 'restart it: distq down, then distq up --detach',
  });
});
