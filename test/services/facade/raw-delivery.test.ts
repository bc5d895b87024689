import { expect, test } from 'vitest';
import { Deadline } from '../../../src/services/call/deadline.ts';
import type { MessageQueue } from '../../../src/services/queue/message-queue.ts';
import { RawDelivery } from '../../../src/services/facade/raw-delivery.ts';

type Step = 'ok' | 'full' | 'lost-before' | 'lost-after' | 'never';

/** A queue whose additions go as told, one step each; the last step stays. */
function scriptedQueue(steps: Step[]) {
  const items: string[] = [];
  let consumed = 0;
  const add = (added: string[]): Promise<boolean> => {
    const step = (steps.length > 1 ? steps.shift() : steps[0]) ?? 'ok';
    if (step === 'ok' || step === 'lost-after') items.push(...added);
    if (step === 'full') return Promise.resolve(false);
    if (step === 'never') return new Promise(() => undefined);
    return step === 'ok' ? Promise.resolve(true) : Promise.reject(new Error(step));
  };
  const queue: MessageQueue = {
    offer: (item) => add([item]),
    addAll: add,
    contains: (item) => Promise.resolve(items.slice(consumed).includes(item)),
    peek: () => Promise.resolve(items[consumed]),
  };
  return { queue, items, consumeAll: () => (consumed = items.length) };
}

const a = { uuid: 'a', msg: 'msg a' };
const b = { uuid: 'b', msg: 'msg b' };

function deliver(queue: MessageQueue, messages = [a], timeoutMs = 200) {
  return new RawDelivery(queue).deliver(messages, new Deadline(timeoutMs));
}

test.each([
  [['ok'], 'delivered', 1],
  [['full'], 'full', 0],
  [['lost-before', 'ok'], 'delivered', 1],
  [['lost-after', 'ok'], 'delivered', 1],
  [['lost-before'], 'unknown', 0],
  [['lost-before', 'full'], 'unknown', 0],
  [['never'], 'unknown', 0],
] satisfies [Step[], string, number][])('%j gives %s', async (steps, outcome, count) => {
  const { queue, items } = scriptedQueue([...steps]);
  expect(await deliver(queue)).toEqual([outcome]);
  expect(items).toHaveLength(count);
});

test('as text, a message is in the queue without its envelope, and is found there again', async () => {
  const { queue, items } = scriptedQueue(['lost-after', 'ok']);
  const delivery = new RawDelivery(queue, 'text');
  expect(await delivery.deliver([a], new Deadline(200))).toEqual(['delivered']);
  expect(items).toEqual(['msg a']);
  expect([...(await delivery.taken([a, b], new Deadline(200)))]).toEqual(['a']);
});

test('a message is in the queue as its envelope', async () => {
  const { queue, items } = scriptedQueue(['ok']);
  await deliver(queue);
  expect(items).toEqual(['{"uuid":"a","msg":"msg a"}']);
});

test('several are offered together, in order, and a failure does not duplicate them', async () => {
  const { queue, items } = scriptedQueue(['lost-after', 'ok']);
  expect(await deliver(queue, [a, b])).toEqual(['delivered', 'delivered']);
  expect(items.map((item) => item.slice(9, 10))).toEqual(['a', 'b']);
});

test('if the queue has no room for all, each has its own outcome', async () => {
  const { queue, items } = scriptedQueue(['full', 'ok', 'full']);
  expect(await deliver(queue, [a, b])).toEqual(['delivered', 'full']);
  expect(items).toHaveLength(1);
});

test('at least once: a message taken before the check is offered again', async () => {
  const { queue, items, consumeAll } = scriptedQueue(['lost-after', 'ok']);
  const taking = { ...queue, contains: (item: string) => (consumeAll(), queue.contains(item)) };
  expect(await deliver(taking)).toEqual(['delivered']);
  expect(items).toHaveLength(2);
});

test('of messages logged by earlier attempts, only those in the queue are not delivered again', async () => {
  const { queue, consumeAll } = scriptedQueue(['ok']);
  await deliver(queue, [a]);
  const taken = () => new RawDelivery(queue).taken([a, b], new Deadline(200));
  expect([...(await taken())]).toEqual(['a']);
  consumeAll();
  expect([...(await taken())]).toEqual([]);
});
