import { afterEach, describe, expect, test } from 'vitest';
import { NumberedTexts } from '../../../src/bench/load/numbered-texts.ts';
import { runLoad, type RunLoadOptions } from '../../../src/bench/load/run-load.ts';
import { createSystem } from '../../../src/system/create-system.ts';
import { NotReadyError } from '../../../src/foundation/errors/errors.ts';
import { acknowledge, openFacade, type SmallFacade } from '../support/small-facade.ts';

const opened: SmallFacade[] = [];

afterEach(async () => {
  await Promise.all(opened.splice(0).map((facade) => facade.close()));
});

async function facade(...args: Parameters<typeof openFacade>): Promise<URL> {
  const one = await openFacade(...args);
  opened.push(one);
  return one.url;
}

function load(url: URL, options: Partial<RunLoadOptions>) {
  return runLoad({
    url,
    texts: new NumberedTexts(32),
    post: createSystem().loadPost(url, 32),
    connections: 1,
    ratePerSecond: undefined,
    warmUpMs: 0,
    durationMs: Infinity,
    count: Infinity,
    timeoutMs: 10_000,
    signal: new AbortController().signal,
    onSecond: () => undefined,
    ...options,
  });
}

test('every message is a form with a text of its own, and the connections are kept', async () => {
  const texts = new NumberedTexts(32);
  const bodies: string[] = [];
  const sockets = new Set<unknown>();
  const url = await facade((response, _, body, request) => {
    bodies.push(body);
    sockets.add(request.socket);
    expect(request.headers).toMatchObject({ 'content-type': 'application/x-www-form-urlencoded' });
    expect([request.method, request.url]).toEqual(['POST', '/facade']);
    acknowledge(response);
  });
  const { result, sent } = await load(url, { texts, count: 500, connections: 8 });
  expect(result).toMatchObject({ attempted: 500, acknowledged: 500, errors: [], unsent: 0, lateStarts: 0 });
  expect(sockets.size).toBe(8);
  const numbers = bodies.map((body) => texts.numberOf(new URLSearchParams(body).get('msg') ?? ''));
  expect(numbers.sort((a, b) => (a ?? 0) - (b ?? 0))).toEqual(
    Array.from({ length: 500 }, (_, index) => index + 1),
  );
  expect(sent.count('acknowledged')).toBe(500);
});

test('an address with a path is used unchanged', async () => {
  const asked = new Set<string | undefined>();
  const url = await facade((response, _, __, request) => {
    asked.add(request.url);
    acknowledge(response);
  });
  await load(new URL('/in/messages?queue=a', url), { count: 5 });
  expect([...asked]).toEqual(['/in/messages?queue=a']);
});

test('there are never more posts under way than connections, and never two on one', async () => {
  const underWay = new Map<unknown, number>();
  let most = 0;
  const url = await facade((response, _, __, { socket }) => {
    expect(underWay.has(socket)).toBe(false);
    underWay.set(socket, 1);
    most = Math.max(most, underWay.size);
    // In two parts: a request must not be sent before the answer was read to its end.
    response.writeHead(201, { 'content-length': 4 });
    response.write('ab');
    setImmediate(() => {
      underWay.delete(socket);
      response.end('cd');
    });
  });
  const { result } = await load(url, { count: 300, connections: 5 });
  expect(result.acknowledged).toBe(300);
  expect(most).toBeLessThanOrEqual(5);
});

test('the warm-up is sent and not counted', async () => {
  const url = await facade(acknowledge);
  const { result, sent } = await load(url, { count: 10, warmUpMs: 100 });
  expect(result.attempted).toBe(10);
  expect(sent.highest).toBeGreaterThan(10);
});

test('late starts in the warm-up are not counted', async () => {
  const url = await facade((response, number) => {
    // Twenty are due until then.
    if (number === 1) setTimeout(acknowledge, 100, response);
    else acknowledge(response);
  });
  const { result } = await load(url, { ratePerSecond: 200, warmUpMs: 300, count: 1 });
  expect(result.attempted).toBe(1);
  expect(result.lateStarts).toBeLessThanOrEqual(1);
});

describe('a server that is suspended', () => {
  const stallMs = 350;
  /** Takes requests all the time, and answers none for a while. */
  function stalling(): Promise<URL> {
    let stalled: Promise<void> | undefined;
    return facade((response, number) => {
      if (number === 20) stalled = new Promise((resolve) => setTimeout(resolve, stallMs));
      void Promise.resolve(stalled).then(() => {
        acknowledge(response);
      });
    });
  }

  test('shows in the latency of all messages due meanwhile, in the open loop', async () => {
    const { result } = await load(await stalling(), { ratePerSecond: 400, connections: 2, count: 200 });
    // 140 were due in that time; without their waiting only the two under way would be slow.
    expect(result.latencyMs.max).toBeGreaterThanOrEqual(stallMs - 50);
    expect(result.latencyMs.p50).toBeGreaterThanOrEqual(50);
    expect(result.lateStarts).toBeGreaterThanOrEqual(100);
    expect(result.longestGapMs).toBeGreaterThanOrEqual(stallMs - 50);
  });

  test('leaves messages unsent if it lasts until the end', async () => {
    const { result } = await load(await stalling(), { ratePerSecond: 400, connections: 2, durationMs: 250 });
    expect(result.unsent).toBeGreaterThanOrEqual(10);
    expect(result.attempted + result.unsent).toBe(100);
    expect(result.acknowledged).toBe(result.attempted);
  });

  test('is given up after the timeout, message by message', async () => {
    const url = await facade((response, number) => {
      if (number % 2 === 0) acknowledge(response);
    });
    const { result, sent } = await load(url, { count: 6, timeoutMs: 100 });
    expect(result.errors).toEqual([{ kind: 'timeout', reason: 'no answer within 100 ms', count: 3 }]);
    expect(result).toMatchObject({ acknowledged: 3, indeterminate: 3 });
    expect(sent.is(1, 'indeterminate')).toBe(true);
  });
});

describe('a server that fails', () => {
  test('by breaking connections leaves the posts under way indeterminate', async () => {
    const url = await facade((response, number) => {
      if (number % 3 === 0) response.destroy();
      else acknowledge(response);
    });
    const { result } = await load(url, { count: 9 });
    expect(result).toMatchObject({ attempted: 9, acknowledged: 6, indeterminate: 3 });
    expect(result.errors.map(({ kind }) => kind)).toEqual(['connection']);
  });

  test('by breaking off an answer has not acknowledged the message', async () => {
    const url = await facade((response) => {
      response.writeHead(201, { 'content-length': 100 });
      response.write('only a part', () => {
        response.destroy();
      });
    });
    const { result } = await load(url, { count: 3 });
    expect(result).toMatchObject({ acknowledged: 0, indeterminate: 3 });
  });

  test('by refusing is quoted, and the connection goes on', async () => {
    const sockets = new Set<unknown>();
    const url = await facade((response, number, _, { socket }) => {
      sockets.add(socket);
      if (number % 2 === 0) acknowledge(response);
      else response.writeHead(503).end('{"error":"Queue Full"}');
    });
    const { result } = await load(url, { count: 10 });
    expect(result.errors).toEqual([{ kind: 'refused', reason: 'HTTP 503: Queue Full', count: 5 }]);
    expect(result).toMatchObject({ acknowledged: 5, refused: 5, indeterminate: 0 });
    expect(sockets.size).toBe(1);
  });

  test('by a status that promises nothing leaves the message indeterminate; any 2xx acknowledges it', async () => {
    const statuses = [200, 202, 204, 500, 504, 302];
    const url = await facade((response, number) => {
      response.writeHead(statuses[number - 1] ?? 500).end();
    });
    const { result } = await load(url, { count: statuses.length });
    expect(result).toMatchObject({ acknowledged: 3, refused: 0, indeterminate: 3 });
  });

  test('by closing after each answer gets a new connection each time', async () => {
    const sockets = new Set<unknown>();
    const url = await facade((response, _, __, { socket }) => {
      sockets.add(socket);
      response.setHeader('connection', 'close');
      acknowledge(response);
    });
    const { result } = await load(url, { count: 5 });
    expect(result.acknowledged).toBe(5);
    expect(sockets.size).toBe(5);
  });

  test('by going away refuses what is posted after that', async () => {
    const one = await openFacade((response, number) => {
      acknowledge(response);
      if (number === 3) void one.close();
    });
    const { result } = await load(one.url, { count: 6 });
    expect(result.attempted).toBe(6);
    expect(result.acknowledged).toBeLessThanOrEqual(3);
    expect(result.refused).toBeGreaterThanOrEqual(2);
    expect(result.errors.some(({ reason }) => reason.includes('ECONNREFUSED'))).toBe(true);
  });

  test('by not listening gives no measurement', async () => {
    const one = await openFacade(acknowledge);
    await one.close();
    await expect(load(one.url, { count: 1 })).rejects.toThrow(NotReadyError);
  });
});

test('an interrupted load reports what it has measured so far', async () => {
  const controller = new AbortController();
  const url = await facade((response, number) => {
    if (number === 50) controller.abort();
    acknowledge(response);
  });
  const { result } = await load(url, { signal: controller.signal, connections: 4 });
  expect(result.interrupted).toBe(true);
  expect(result.acknowledged).toBeGreaterThanOrEqual(50);
  expect(result.acknowledged).toBe(result.attempted);
});
