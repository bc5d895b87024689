import { expect, test } from 'vitest';
import { systemClock } from '../../../src/foundation/async/clock.ts';
import { Deadline } from '../../../src/services/call/deadline.ts';
import { RawDelivery } from '../../../src/services/facade/raw-delivery.ts';

/** Of an addition; `no-backup`: it is carried out, and its backup is missed. */
type Step = 'ok' | 'full' | 'lost-before' | 'no-backup' | 'never';

/** A queue whose additions go as told, one step each; the last step stays. */
function scriptedQueue(steps: Step[]) {
  const items: string[] = [];
  const add = (added: string[]): Promise<boolean> => {
    const step = (steps.length > 1 ? steps.shift() : steps[0]) ?? 'ok';
    if (step === 'ok' || step === 'no-backup') items.push(...added);
    if (step === 'full') return Promise.resolve(false);
    if (step === 'never') return new Promise(() => undefined);
    return step === 'ok' ? Promise.resolve(true) : Promise.reject(new Error(step));
  };
  const queue = {
    offer: (item: string) => add([item]),
    addAll: add,
    contains: (item: string) => Promise.resolve(items.includes(item)),
  };
  return { queue, items };
}

/** The members of a queue: its owner, and the backup, which is the next owner and has what it acknowledged. */
function replicatedQueue() {
  let owner: string[] = [];
  let backup: string[] = [];
  let isOwnerCutOff = false;
  const add = (added: string[]): Promise<boolean> => {
    owner.push(...added);
    if (isOwnerCutOff) return Promise.reject(new Error('no backup acknowledged it'));
    backup.push(...added);
    return Promise.resolve(true);
  };
  const queue = {
    offer: (item: string) => add([item]),
    addAll: add,
    contains: (item: string) => Promise.resolve(owner.includes(item)),
  };
  return {
    queue,
    cutOwnerOff: () => (isOwnerCutOff = true),
    loseOwner: () => {
      owner = backup;
      backup = [...owner];
      isOwnerCutOff = false;
    },
    items: () => owner,
  };
}

const a = { uuid: 'a', msg: 'msg a' };
const b = { uuid: 'b', msg: 'msg b' };

function deliver(queue: ReturnType<typeof scriptedQueue>['queue'], messages = [a], timeoutMs = 200) {
  return new RawDelivery({ queue, clock: systemClock }).deliver(messages, new Deadline(timeoutMs));
}

test.each([
  [['ok'], 'delivered', 1],
  [['full'], 'full', 0],
  [['lost-before', 'ok'], 'delivered', 1],
  [['no-backup', 'ok'], 'delivered', 2],
  [['lost-before'], 'unknown', 0],
  [['lost-before', 'full'], 'unknown', 0],
  [['no-backup', 'full'], 'unknown', 1],
  [['never'], 'unknown', 0],
] satisfies [Step[], string, number][])('%j gives %s', async (steps, outcome, count) => {
  const { queue, items } = scriptedQueue([...steps]);
  expect(await deliver(queue)).toEqual([outcome]);
  expect(items).toHaveLength(count);
});

test('an owner that is cut off from its backup has the item, and nothing is acknowledged', async () => {
  const { queue, cutOwnerOff, loseOwner, items } = replicatedQueue();
  cutOwnerOff();
  expect(await deliver(queue)).toEqual(['unknown']);
  expect(items()).toContain('{"uuid":"a","msg":"msg a"}');
  loseOwner();
  expect(items()).toEqual([]);
});

test('when the backup is the owner, the message is offered to it and acknowledged', async () => {
  const { queue, cutOwnerOff, loseOwner, items } = replicatedQueue();
  cutOwnerOff();
  const delivered = deliver(queue, [a, b], 5_000);
  loseOwner();
  expect(await delivered).toEqual(['delivered', 'delivered']);
  loseOwner();
  expect(new Set(items())).toEqual(new Set(['{"uuid":"a","msg":"msg a"}', '{"uuid":"b","msg":"msg b"}']));
});

test('it repeats an offer less and less often', async () => {
  const pausesMs: number[] = [];
  let nowMs = 0;
  const clock = {
    steadyMs: () => nowMs,
    schedule: () => () => undefined,
    sleep: (ms: number) => {
      pausesMs.push(ms);
      nowMs += ms;
      return Promise.resolve();
    },
  };
  const { queue, items } = scriptedQueue(['no-backup']);
  const delivery = new RawDelivery({ queue, clock });
  expect(await delivery.deliver([a], new Deadline(1_500, clock))).toEqual(['unknown']);
  expect(pausesMs).toEqual([25, 50, 100, 200, 400, 500]);
  expect(items).toHaveLength(7);
});

test('as text, a message is in the queue without its envelope', async () => {
  const { queue, items } = scriptedQueue(['ok']);
  const delivery = new RawDelivery({ queue, clock: systemClock, items: 'text' });
  expect(await delivery.deliver([a], new Deadline(200))).toEqual(['delivered']);
  expect(items).toEqual(['msg a']);
});

test('a message is in the queue as its envelope', async () => {
  const { queue, items } = scriptedQueue(['ok']);
  await deliver(queue);
  expect(items).toEqual(['{"uuid":"a","msg":"msg a"}']);
});

test('several are offered together and in order, and repeated together', async () => {
  const { queue, items } = scriptedQueue(['no-backup', 'ok']);
  expect(await deliver(queue, [a, b])).toEqual(['delivered', 'delivered']);
  expect(items.map((item) => item.slice(9, 10))).toEqual(['a', 'b', 'a', 'b']);
});

test('if the queue has no room for all, each has its own outcome', async () => {
  const { queue, items } = scriptedQueue(['full', 'ok', 'full']);
  expect(await deliver(queue, [a, b])).toEqual(['delivered', 'full']);
  expect(items).toHaveLength(1);
});

test('a message that is in the queue is delivered again: that proves nothing about its backup', async () => {
  const { queue } = scriptedQueue(['no-backup']);
  await deliver(queue);
  expect([...(await new RawDelivery({ queue, clock: systemClock }).taken())]).toEqual([]);
});
