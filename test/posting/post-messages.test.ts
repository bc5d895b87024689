import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Journal } from '../../src/posting/journal.ts';
import { postMessages, type Posted } from '../../src/posting/post-messages.ts';
import { createSystem } from '../../src/system/create-system.ts';
import { waitFor } from '../../src/foundation/async/wait-for.ts';
import { answer, refusingUrl, startFacade, type Behaviour, type FakeFacade } from './fixtures/facade.ts';

let facade: FakeFacade | undefined;
let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'distq-poster-'));
});

afterEach(async () => {
  await facade?.close();
  facade = undefined;
  await rm(directory, { recursive: true });
});

const acknowledge: Behaviour = (received, response) => {
  answer(response, 201, { message: received, response: { success: 'Message Was Logged' } });
};

async function post(
  behave: Behaviour,
  messages: string[],
  options: { concurrency?: number; timeoutMs?: number } = {},
) {
  facade = await startFacade(behave);
  const posted: Posted[] = [];
  const summary = await postMessages({
    system: createSystem(),
    url: facade.url,
    messages,
    concurrency: 1,
    timeoutMs: 5000,
    onPosted: (one) => posted.push(one),
    ...options,
  });
  return { summary, posted, received: facade.received };
}

test('every message arrives under its own UUID, in order with a concurrency of one', async () => {
  const { summary, posted, received } = await post(acknowledge, ['one', 'two', 'three \u{1F680} "quoted"\n']);
  expect(summary).toMatchObject({ attempted: 3, acknowledged: 3, refused: 0, indeterminate: 0 });
  expect(received.map(({ msg }) => msg)).toEqual(['one', 'two', 'three \u{1F680} "quoted"\n']);
  expect(received.map(({ key }) => key)).toEqual(posted.map(({ uuid }) => uuid));
  expect(new Set(received.map(({ key }) => key)).size).toBe(3);
  expect(received.every(({ url }) => url === '/facade')).toBe(true);
  expect(posted.map(({ seq }) => seq)).toEqual([1, 2, 3]);
  expect(summary.latencyMs.max).toBeGreaterThan(0);
});

test('the concurrency limits the posts under way, and is reached', async () => {
  const waiting: (() => void)[] = [];
  const { summary } = await post(
    (received, response, request) => {
      waiting.push(() => {
        acknowledge(received, response, request);
      });
      // Nothing is answered before four are there: a smaller concurrency would never get past this.
      if (waiting.length === 4) for (const release of waiting.splice(0)) release();
    },
    Array.from({ length: 8 }, (_, index) => `msg${index}`),
    { concurrency: 4 },
  );
  expect(summary.acknowledged).toBe(8);
  expect(facade?.peak()).toBe(4);
});

describe('what an answer means', () => {
  test('503 is refused, with the reason of the facade', async () => {
    const { summary, posted } = await post(
      (_, response) => {
        answer(response, 503, { error: 'Queue Full' });
      },
      ['one'],
    );
    expect(summary).toMatchObject({ attempted: 1, refused: 1, latencyMs: { p50: null } });
    expect(posted[0]).toMatchObject({ kind: 'refused', status: 503, reason: 'HTTP 503: Queue Full' });
  });

  test('500 is indeterminate', async () => {
    const { posted } = await post(
      (_, response) => {
        response.writeHead(500).end('boom');
      },
      ['one'],
    );
    expect(posted[0]).toMatchObject({ kind: 'indeterminate', status: 500, reason: 'HTTP 500: boom' });
  });

  test('a connection reset after sending is indeterminate, and the next message is still posted', async () => {
    let calls = 0;
    const { posted, received } = await post(
      (one, response, request) => {
        if (++calls === 1) request.socket.resetAndDestroy();
        else acknowledge(one, response, request);
      },
      ['one', 'two'],
    );
    expect(posted.map(({ kind, status }) => [kind, status])).toEqual([
      ['indeterminate', null],
      ['acknowledged', 201],
    ]);
    // Not sent a second time: nobody knows whether the first try was taken.
    expect(received.map(({ msg }) => msg)).toEqual(['one', 'two']);
  });

  test('no answer in time is indeterminate', async () => {
    const { posted } = await post(() => undefined, ['one'], { timeoutMs: 200 });
    expect(posted[0]).toMatchObject({
      kind: 'indeterminate',
      status: null,
      reason: 'no answer within 200 ms',
    });
  });

  test('an answer that stops in the middle of its status is indeterminate', async () => {
    const { posted } = await post(
      (_, __, request) => {
        request.socket.end('HTTP/1.1 20');
      },
      ['one'],
    );
    expect(posted[0]?.kind).toBe('indeterminate');
  });

  test('an acknowledgement counts although its body breaks off', async () => {
    const { posted } = await post(
      (_, response, request) => {
        response.writeHead(201, { 'content-length': '1000' });
        response.write('{"message"', () => request.socket.resetAndDestroy());
      },
      ['one'],
    );
    expect(posted[0]).toMatchObject({ kind: 'acknowledged', status: 201 });
  });

  test('a port on which nobody listens refuses, since nothing was sent', async () => {
    const summary = await postMessages({
      system: createSystem(),
      url: await refusingUrl(),
      messages: ['one', 'two'],
      concurrency: 2,
      timeoutMs: 5000,
    });
    expect(summary).toMatchObject({ attempted: 2, acknowledged: 0, refused: 2, indeterminate: 0 });
  });
});

test('the rate is kept', async () => {
  facade = await startFacade(acknowledge);
  const summary = await postMessages({
    system: createSystem(),
    url: facade.url,
    messages: ['one', 'two', 'three', 'four', 'five'],
    concurrency: 5,
    ratePerSecond: 20,
    timeoutMs: 5000,
  });
  // The fifth has its turn 200 ms after the first.
  expect(summary.durationMs).toBeGreaterThanOrEqual(195);
});

test('an interruption stops sending and reports the outcome of posts under way', async () => {
  facade = await startFacade(() => undefined);
  const { received } = facade;
  const interruption = new AbortController();
  const posting = postMessages({
    system: createSystem(),
    url: facade.url,
    messages: Array.from({ length: 100 }, (_, index) => `msg${index}`),
    concurrency: 2,
    timeoutMs: 30_000,
    signal: interruption.signal,
    drainMs: 50,
  });
  await waitFor({
    what: 'two requests',
    timeoutMs: 5000,
    probe: () => (received.length === 2 ? true : undefined),
  });
  interruption.abort();
  expect(await posting).toMatchObject({ attempted: 2, acknowledged: 0, refused: 0, indeterminate: 2 });
  expect(received).toHaveLength(2);
});

test('an interruption ends the wait for a silent source, whatever the source does later', async () => {
  facade = await startFacade(acknowledge);
  const interruption = new AbortController();
  let fail: (reason: Error) => void = () => undefined;
  const silence = new Promise<never>((_, reject) => {
    fail = reject;
  });
  const messages = (async function* () {
    yield 'one';
    yield await silence;
  })();
  const summary = await postMessages({
    system: createSystem(),
    url: facade.url,
    messages,
    concurrency: 3,
    timeoutMs: 5000,
    signal: interruption.signal,
    onPosted: () => {
      interruption.abort();
    },
  });
  expect(summary).toMatchObject({ attempted: 1, acknowledged: 1 });
  // Would be an unhandled rejection, which fails the run.
  fail(new Error('the source broke'));
});

test('an error of the source is an error of the post', async () => {
  facade = await startFacade(acknowledge);
  const messages = (async function* () {
    yield 'one';
    throw await Promise.resolve(new Error('the source broke'));
  })();
  const posting = postMessages({
    system: createSystem(),
    url: facade.url,
    messages,
    concurrency: 1,
    timeoutMs: 5000,
    signal: new AbortController().signal,
  });
  await expect(posting).rejects.toThrow('the source broke');
});

describe('the journal', () => {
  test('has the attempt before the request arrives, and the answer after it', async () => {
    const path = join(directory, 'posted.jsonl');
    const journal = await Journal.open(path);
    const whenReceived: Promise<string>[] = [];
    facade = await startFacade((received, response, request) => {
      const inFile = readFile(path, 'utf8');
      whenReceived.push(inFile);
      void inFile.then(() => {
        acknowledge(received, response, request);
      });
    });
    await postMessages({
      system: createSystem(),
      url: facade.url,
      messages: ['one', 'two'],
      concurrency: 1,
      timeoutMs: 5000,
      journal,
    });
    await journal.close();

    const keys = facade.received.map(({ key }) => key);
    const seen = await Promise.all(whenReceived);
    seen.forEach((text, index) => {
      expect(text).toContain(`"uuid":"${keys[index]}"`);
    });
    const events = (await readFile(path, 'utf8'))
      .trim()
      .split('\n')
      .map((line): unknown => JSON.parse(line));
    expect(events).toMatchObject([
      { event: 'attempted', seq: 1, uuid: keys[0], msg: 'one' },
      { event: 'acknowledged', seq: 1, uuid: keys[0], status: 201 },
      { event: 'attempted', seq: 2, uuid: keys[1], msg: 'two' },
      { event: 'acknowledged', seq: 2, uuid: keys[1], status: 201 },
    ]);
  });

  test.skipIf(process.platform !== 'linux')(
    'that cannot be written stops the posting before anything is sent',
    async () => {
      const journal = await Journal.open('/dev/full');
      facade = await startFacade(acknowledge);
      const posting = postMessages({
        system: createSystem(),
        url: facade.url,
        messages: ['one'],
        concurrency: 1,
        timeoutMs: 5000,
        journal,
      });
      await expect(posting).rejects.toThrow(/cannot write the journal/);
      expect(facade.received).toEqual([]);
      await journal.close();
    },
  );
});
