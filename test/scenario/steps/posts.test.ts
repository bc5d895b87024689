import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Journal } from '../../../src/posting/journal.ts';
import { parseJournal } from '../../../src/posting/read-journal.ts';
import { Posts, type PostOptions } from '../../../src/scenario/steps/posts.ts';
import { createSystem } from '../../../src/system/create-system.ts';
import { postStep } from '../../../src/scenario/steps/kinds/post-step.ts';
import { waitFor } from '../../../src/foundation/async/wait-for.ts';
import { answer, startFacade, type FakeFacade } from '../../posting/fixtures/facade.ts';

const interruptedDrainMs = 300;
const slowMs = 800;

let directory = '';
let facade: FakeFacade;
let journal: Journal;
let interrupt: AbortController;
let posts: Posts;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'distq-posts-'));
  facade = await startFacade(({ msg }, response) => {
    if (msg.startsWith('never')) return;
    if (msg.startsWith('slow')) setTimeout(answer, slowMs, response, 201, {});
    else answer(response, 201, {});
  });
  journal = await Journal.open(join(directory, 'journal.jsonl'));
  interrupt = new AbortController();
  posts = new Posts(createSystem(), facade.url, journal, interrupt.signal, interruptedDrainMs);
});

afterEach(async () => {
  interrupt.abort();
  await posts.finish('stop');
  await journal.close();
  await facade.close();
  await rm(directory, { recursive: true, force: true });
});

/** A step's values, with a number of messages: 10, or in the background without end. */
function post(step: object): PostOptions {
  const { count, ...options } = postStep.schema.parse(step);
  return { ...options, count: count ?? (options.background ? Infinity : 10) };
}

function untilAcknowledged(count: number): Promise<true> {
  return waitFor({
    what: `${count} acknowledgements`,
    timeoutMs: 10_000,
    intervalMs: 5,
    lastSeen: () => String(posts.acknowledged.size),
    probe: () => (posts.acknowledged.size >= count ? true : undefined),
  });
}

test('the texts are numbered', async () => {
  expect(await posts.post(post({}))).toMatchObject({ attempted: 10, acknowledged: 10 });
  expect(facade.received.map(({ msg }) => msg)).toEqual(
    Array.from({ length: 10 }, (_, index) => `msg${index + 1}`),
  );
});

test('the numbers continue after an earlier step with the same prefix', async () => {
  await posts.post(post({ count: 2 }));
  await posts.post(post({ count: 1, prefix: 'other' }));
  await posts.post(post({ count: 2 }));
  expect([...posts.acknowledged.values()]).toEqual(['msg1', 'msg2', 'other1', 'msg3', 'msg4']);
});

test('a load in the background continues until it is stopped, and so does a second one after it', async () => {
  for (const round of [1, 2]) {
    expect(await posts.post(post({ background: true, concurrency: 4 }))).toBeUndefined();
    const before = posts.acknowledged.size;
    await untilAcknowledged(before + 20);
    const summary = await posts.finish('stop');
    expect(summary?.acknowledged, `round ${round}`).toBeGreaterThanOrEqual(20);
    expect(posts.underWay).toBe(0);
  }
  expect(posts.periods).toHaveLength(2);
  for (const { fromMs, toMs } of posts.periods) expect(toMs).toBeGreaterThanOrEqual(fromMs);
});

test('a load in the background with a count ends by itself', async () => {
  await posts.post(post({ background: true, count: 25, concurrency: 4 }));
  expect(await posts.finish('wait')).toMatchObject({ attempted: 25, acknowledged: 25 });
});

test('a stopped load waits for the answers to posts under way, and that wait is no gap', async () => {
  await posts.post(post({ prefix: 'slow', background: true, concurrency: 2, timeoutMs: 20_000 }));
  await waitFor({
    what: 'two posts under way',
    timeoutMs: 10_000,
    probe: () => (posts.underWay === 2 ? true : undefined),
  });
  const endedMs = Date.now();
  expect(await posts.finish('stop')).toMatchObject({ attempted: 2, acknowledged: 2, indeterminate: 0 });
  // Longer than an interrupted poster waits.
  expect(Date.now() - endedMs).toBeGreaterThan(interruptedDrainMs);
  expect((posts.periods[0]?.toMs ?? 0) - endedMs).toBeLessThan(slowMs / 2);
});

test('a post without an answer is under way', async () => {
  await posts.post(post({ prefix: 'never', background: true, concurrency: 3, timeoutMs: 60_000 }));
  await waitFor({
    what: 'three posts under way',
    timeoutMs: 10_000,
    probe: () => (posts.underWay === 3 ? true : undefined),
  });
  expect(posts.acknowledged.size).toBe(0);
});

test('an interruption also ends posts that a step waits for, and the journal has them', async () => {
  const waiting = posts.post(post({ count: 1_000_000, concurrency: 4 }));
  await untilAcknowledged(10);
  interrupt.abort(new Error('interrupted'));
  await expect(waiting).rejects.toThrow('interrupted');
  const { sent } = parseJournal(await readFile(join(directory, 'journal.jsonl'), 'utf8'), 'j');
  expect(sent.map(({ uuid }) => uuid)).toEqual(expect.arrayContaining([...posts.acknowledged.keys()]));
});

test('finishing without a load does nothing', async () => {
  expect(await posts.finish('stop')).toBeUndefined();
  expect(await posts.finish('wait')).toBeUndefined();
});
