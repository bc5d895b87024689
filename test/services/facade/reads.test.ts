import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { afterEach, expect, test } from 'vitest';
import { z } from 'zod';
import { Discovery } from '../../../src/services/call/discovery.ts';
import { AnswerReader } from '../../../src/services/facade/answer-reader.ts';
import { createFacade } from '../../../src/services/facade/app.ts';
import { HttpClient } from '../../../src/services/call/http-client.ts';
import { listen } from '../../../src/services/http/listen.ts';
import { createMessages } from '../../../src/services/messages/app.ts';
import { Inbox } from '../../../src/services/messages/inbox.ts';
import { waitFor } from '../../../src/foundation/async/wait-for.ts';
import { openConfigServer } from '../support/config-server.ts';
import { testFrame } from '../support/frame.ts';

type Parts = Record<'logging' | 'messages', RequestListener[]>;
/** `patienceMs`: for each byte of an instance. */
type Limits = Partial<Record<'heldMs' | 'patienceMs', number>>;
const headers = { accept: 'application/vnd.distq+json' };

const closing: (() => PromiseLike<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** A facade before services that answer as the test says, all on real ports; the first of a kind is asked first. */
async function open({ logging, messages, heldMs = 60_000, patienceMs = 1_000 }: Limits & Parts) {
  const { app: configServer, registry, address } = await openConfigServer();
  closing.push(() => configServer.close());
  for (const [kind, listeners] of Object.entries({ logging, messages }))
    for (const [index, listener] of listeners.entries()) {
      const server = createServer(listener).listen(0, '127.0.0.1');
      await once(server, 'listening');
      const bound = server.address();
      const port = typeof bound === 'object' && bound !== null ? bound.port : 0;
      registry.put(`${kind}-service`, `${kind}-service-${index + 1}`, `http://127.0.0.1:${port}/${kind}`);
      closing.push(() => {
        server.closeAllConnections();
        server.close();
        return Promise.resolve();
      });
    }
  const http = new HttpClient();
  closing.push(() => http.close());
  const clock = { aheadMs: 0 };
  const nowMs = () => performance.now() + clock.aheadMs;
  const reader = new AnswerReader({
    http,
    discovery: new Discovery({ http, configServer: address, nowMs, onTrouble: () => undefined }),
    random: () => 0,
    timeoutMs: 3_000,
    attemptTimeoutMs: patienceMs,
    idleTimeoutMs: patienceMs,
    heldMs,
  });
  const poster = { post: () => Promise.resolve([]) };
  const app = createFacade({ http: testFrame('facade-service').http, poster, reader });
  const port = await listen(app, '127.0.0.1', 0);
  closing.push(() => app.close());
  return { url: `http://127.0.0.1:${port}/facade`, registry, clock };
}

const headersOnly: RequestListener = (_request, response) => {
  response.writeHead(200).flushHeaders();
};
const empty: RequestListener = (_request, response) => response.end('[]');

test('an instance that fails before its first byte is skipped', async () => {
  const { url } = await open({
    patienceMs: 300,
    logging: [
      (request) => {
        request.destroy();
      },
      (_request, response) => response.writeHead(503).end('{"error":"Not Ready"}'),
      (_request, response) => response.setHeader('distq-instance', 'third').end('["a"]'),
    ],
    messages: [headersOnly, empty],
  });
  const response = await fetch(url, { headers });
  expect(response.status).toBe(200);
  expect(await response.json()).toMatchObject({
    logging: { instance: 'third', messages: ['a'] },
    messages: { messages: [] },
  });
});

test.each([undefined, 'application/vnd.distq+json'])(
  'a failure in the middle ends the connection, and the answer is incomplete (%s)',
  async (accept) => {
    let fail: () => void = () => undefined;
    const { url } = await open({
      logging: [
        (_request, response) => {
          response.write('["a","b"');
          fail = () => {
            response.destroy();
          };
        },
        empty,
      ],
      messages: [empty],
    });
    const response = await fetch(url, { headers: accept === undefined ? {} : { accept } });
    expect(response.status).toBe(200);
    let text = '';
    const reading = (async () => {
      for await (const piece of response.body ?? []) text += Buffer.from(piece).toString();
    })();
    reading.catch(() => undefined);
    await waitFor({ what: 'a part', timeoutMs: 5_000, probe: () => text.includes('b') || undefined });
    fail();
    await expect(reading).rejects.toThrow();
    expect(() => {
      JSON.parse(text);
    }).toThrow();
  },
);

test('an instance that freezes in the middle also ends the connection', async () => {
  const { url } = await open({
    patienceMs: 300,
    logging: [(_request, response) => response.write('["a"')],
    messages: [empty],
  });
  const response = await fetch(url);
  await expect(response.text()).rejects.toThrow();
});

test.each([undefined, 'application/vnd.distq+json'])(
  'a long log does not hold up the answer of a messages-service (%s)',
  async (accept) => {
    let endLog: () => void = () => undefined;
    let asked = 0;
    const { url } = await open({
      heldMs: 1,
      logging: [
        (_request, response) => {
          response.write('["a"');
          endLog = () => response.end(']');
        },
      ],
      messages: [
        (_request, response) => {
          if (asked++ > 0) response.end('["whole"]');
          else {
            // It could not come to its end, and gives up its client.
            response.on('close', () => {
              endLog();
            });
            response.write('["torn"');
          }
        },
      ],
    });
    const response = await fetch(url, { headers: accept === undefined ? {} : { accept } });
    expect(response.status).toBe(200);
    const text = await response.text();
    expect(text).toContain('whole');
    expect(text).not.toContain('torn');
  },
);

test('the instances stop when the client leaves, and pause while it does not read', async () => {
  let written = 0;
  let isLeft = false;
  const { url } = await open({
    logging: [
      (_request, response) => {
        response.on('close', () => (isLeft = true));
        const write = (): void => {
          while (!isLeft && response.write(`["${'x'.repeat(100_000)}",`)) written += 100_000;
        };
        response.on('drain', write);
        write();
      },
    ],
    messages: [empty],
  });
  const leave = new AbortController();
  await fetch(url, { signal: leave.signal });
  let seen = -1;
  await waitFor({
    what: 'the instance to be held up',
    timeoutMs: 10_000,
    intervalMs: 300,
    probe: () => {
      if (seen === written) return true;
      seen = written;
      return undefined;
    },
  });
  expect(written).toBeLessThan(50_000_000);
  leave.abort();
  await waitFor({ what: 'the instance to be left', timeoutMs: 10_000, probe: () => isLeft || undefined });
});

test('HEAD answers without a body, and closes the connections to the instances', async () => {
  let left = 0;
  const endless: RequestListener = (_request, response) => {
    response.on('close', () => (left += 1));
    response.write('["a"');
  };
  const { url } = await open({ logging: [endless], messages: [endless] });
  const response = await fetch(url, { method: 'HEAD' });
  expect([response.status, await response.text()]).toEqual([200, '']);
  await waitFor({
    what: 'both instances to be left',
    timeoutMs: 10_000,
    probe: () => left === 2 || undefined,
  });
});

const page = z.object({
  logging: z.object({ messages: z.array(z.string()) }),
  messages: z.object({ instance: z.string(), messages: z.array(z.string()) }),
  next: z.string().optional(),
});

/** Messages-services that really are, behind the ports that the test gives them. */
function messagesOf(instance: string, count: number): RequestListener {
  const inbox = new Inbox(() => new Date());
  for (let number = 1; number <= count; number++) inbox.showItem(`${instance} ${number}`);
  const { http } = testFrame('messages-service');
  const app = createMessages({ http: { ...http, instance }, inbox });
  closing.push(() => app.close());
  return (request, response) => {
    void app.ready().then(() => {
      app.routing(request, response);
    });
  };
}

test('pages stay with the messages-service they began with, and end', async () => {
  const messages = ['one', 'two'].map((name) => messagesOf(name, 25));
  const { url } = await open({ logging: [empty], messages });
  const seen: string[] = [];
  let next: string | undefined;
  let pages = 0;
  do {
    const query = next === undefined ? '' : `&after=${next}`;
    const response = await fetch(`${url}?limit=10${query}`, { headers });
    const answer = page.parse(await response.json());
    next = answer.next;
    seen.push(...answer.messages.messages);
    pages += 1;
    expect(response.headers.get('link')).toBe(
      next === undefined ? null : `</facade?after=${next}&limit=10>; rel="next"`,
    );
  } while (next !== undefined);
  expect(pages).toBe(3);
  expect(seen).toEqual(Array.from({ length: 25 }, (_, index) => `one ${index + 1}`));
});

test('a cursor is answered 410 after a restart of its messages-service, and 503 while that is missing', async () => {
  let answer = messagesOf('one', 25);
  const messages: RequestListener = (request, response) => {
    answer(request, response);
  };
  const { url, registry, clock } = await open({ logging: [empty], messages: [messages] });
  const { next } = page.parse(await (await fetch(`${url}?limit=10`, { headers })).json());
  const goOn = async () => {
    const response = await fetch(`${url}?limit=10&after=${next ?? ''}`);
    return {
      status: response.status,
      retryAfter: response.headers.get('retry-after'),
      body: await response.json(),
    };
  };
  const [address = ''] = registry.addresses('messages-service');
  // As after a restart of config-server: another instance has registered again, and this one has not yet.
  registry.put('messages-service', 'messages-service-2', 'http://127.0.0.1:1/messages');
  registry.remove('messages-service', 'messages-service-1');
  expect((await goOn()).status).toBe(200);
  // What the facade knows of the config-server is then too old for it.
  clock.aheadMs = 1_000;
  expect(await goOn()).toEqual({
    status: 503,
    retryAfter: '1',
    body: { error: 'Messages-Service Unavailable: one Is Not Available Now' },
  });
  registry.put('messages-service', 'messages-service-1', address);
  // At once, although what the facade knows is less than a second old.
  expect((await goOn()).status).toBe(200);
  answer = messagesOf('one', 25);
  expect(await goOn()).toMatchObject({
    status: 410,
    body: { error: 'Cursor Gone: one Was Restarted; Read From the Beginning' },
  });
});

test.each([
  'limit=0',
  'limit=10001',
  'limit=1.5',
  'limit=',
  'limit=ten',
  'limit=1&limit=2',
  'after=nonsense',
  `after=${Buffer.from('{}').toString('base64url')}`,
])('%s is answered 400', async (query) => {
  const { url } = await open({ logging: [empty], messages: [empty] });
  const response = await fetch(`${url}?${query}`);
  expect(response.status).toBe(400);
  expect(z.object({ error: z.string() }).parse(await response.json()).error).toMatch(/^Bad Request: '/);
});
