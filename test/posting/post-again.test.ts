import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Journal } from '../../src/posting/journal.ts';
import { postMessages, type Posted, type PostOptions } from '../../src/posting/post-messages.ts';
import { readJournal } from '../../src/posting/read-journal.ts';
import { createSystem } from '../../src/system/create-system.ts';
import { waitFor } from '../../src/foundation/async/wait-for.ts';
import { answer, startFacade, type Behaviour, type FakeFacade } from './fixtures/facade.ts';

let facade: FakeFacade | undefined;
let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'distq-again-'));
});
afterEach(async () => {
  await facade?.close();
  facade = undefined;
  await rm(directory, { recursive: true });
});

/** Refuses as long as `isFull` says so, with the shortest pause that a poster makes. */
function facadeThat(isFull: () => boolean): Behaviour {
  return (_, response) => {
    if (isFull()) {
      response.setHeader('retry-after', '0');
      answer(response, 503, { error: 'Queue Full' });
    } else answer(response, 201, {});
  };
}

async function post(behave: Behaviour, count: number, options: Partial<PostOptions> = {}) {
  facade = await startFacade(behave);
  const posted: Posted[] = [];
  const summary = await postMessages({
    system: createSystem(),
    url: facade.url,
    messages: Array.from({ length: count }, (_, index) => `msg${index + 1}`),
    concurrency: 1,
    timeoutMs: 5_000,
    retryForMs: 30_000,
    onPosted: (one) => posted.push(one),
    ...options,
  });
  return { summary, posted, received: facade.received };
}

test('a message refused with a Retry-After is posted again under the same key, and the journal has every attempt', async () => {
  const path = join(directory, 'posted.jsonl');
  const journal = await Journal.open(path);
  let refusals = 2;
  const { summary, posted, received } = await post(
    facadeThat(() => refusals-- > 0),
    2,
    { journal },
  );
  await journal.close();
  expect(summary).toMatchObject({ attempted: 2, acknowledged: 2, refused: 0, retried: 1 });
  expect(posted.map(({ attempts, kind }) => [attempts, kind])).toEqual([
    [3, 'acknowledged'],
    [1, 'acknowledged'],
  ]);
  expect(received.map(({ msg }) => msg)).toEqual(['msg1', 'msg1', 'msg1', 'msg2']);
  expect(new Set(received.map(({ key }) => key)).size).toBe(2);
  const { sent, answers } = await readJournal(path);
  expect(sent.map(({ attempts, outcome }) => [attempts, outcome])).toEqual([
    [3, 'acknowledged'],
    [1, 'acknowledged'],
  ]);
  expect(answers.map(({ event }) => event)).toEqual(['refused', 'refused', 'acknowledged', 'acknowledged']);
});

test('a refusal without a Retry-After is final, and so is every refusal with retryForMs 0', async () => {
  const silent = await post((_, response) => {
    answer(response, 503, { error: 'Queue Full' });
  }, 2);
  expect(silent.summary).toMatchObject({ refused: 2, retried: 0 });
  await facade?.close();
  const impatient = await post(
    facadeThat(() => true),
    2,
    { retryForMs: 0 },
  );
  expect(impatient.summary).toMatchObject({ refused: 2, retried: 0 });
  expect(impatient.received).toHaveLength(2);
});

test('a wait longer than retryForMs is not begun', async () => {
  const { summary, received } = await post(
    (_, response) => {
      response.setHeader('retry-after', '3600');
      answer(response, 503, { error: 'Queue Full' });
    },
    1,
    { retryForMs: 1_000 },
  );
  expect(summary).toMatchObject({ refused: 1, retried: 0 });
  expect(received).toHaveLength(1);
});

test('while the queue stays full only one message at a time is posted', async () => {
  let isFull = true;
  let probes = 0;
  const { summary, received } = await post(
    facadeThat(() => {
      if (isFull && ++probes === 6) isFull = false;
      return isFull;
    }),
    40,
    { concurrency: 8 },
  );
  expect(summary).toMatchObject({ acknowledged: 40, refused: 0 });
  // Eight were on their way before the first answer at the most; a pool that hammers sends hundreds.
  expect(received.length).toBeLessThanOrEqual(40 + 8 + 8);
});

test('all messages share retryForMs: once it is over, refusals are final until a message is acknowledged', async () => {
  // Full for good, but for the fifth message.
  const { posted } = await post(
    (received, ...rest) => {
      facadeThat(() => received.msg !== 'msg5')(received, ...rest);
    },
    10,
    { retryForMs: 500 },
  );
  const first = posted.findIndex(({ kind }) => kind === 'acknowledged');
  expect(posted[0]?.attempts).toBeGreaterThan(1);
  // Between the end of the patience and the acknowledgement each was sent once.
  expect(posted.slice(1, first).every(({ attempts }) => attempts === 1)).toBe(true);
  expect(posted[first + 1]?.attempts).toBeGreaterThan(1);
  expect(posted).toHaveLength(10);
});

test('an interruption ends the wait, and the refused message counts as refused', async () => {
  const interruption = new AbortController();
  let asked = false;
  const posting = post(
    (_, response) => {
      response.setHeader('retry-after', '20');
      answer(response, 503, { error: 'Queue Full' });
      asked = true;
    },
    10,
    { signal: interruption.signal },
  );
  await waitFor({ what: 'a request', timeoutMs: 5_000, probe: () => (asked ? true : undefined) });
  interruption.abort();
  const { summary, received } = await posting;
  expect(summary).toMatchObject({ attempted: 1, refused: 1, indeterminate: 0 });
  expect(received).toHaveLength(1);
});
