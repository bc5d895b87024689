import { randomUUID } from 'node:crypto';
import { expect, onTestFinished, test, vi } from 'vitest';
import { systemClock } from '../../../src/foundation/async/clock.ts';
import { Deadline } from '../../../src/services/call/deadline.ts';
import { decodeEnvelope, encodeEnvelope } from '../../../src/protocol/envelope.ts';
import type { Outcome } from '../../../src/services/facade/delivery.ts';
import { LedgerDelivery } from '../../../src/services/facade/ledger-delivery.ts';
import type { PostedMessage } from '../../../src/services/queue/message.ts';
import { groupUuid } from '../../../src/protocol/uuid.ts';
import { memoryLedger } from '../support/memory-ledger.ts';

type Step = 'ok' | 'full' | 'lost' | 'never';

const a = { uuid: 'a', msg: 'msg a' };
const b = { uuid: 'b', msg: 'msg b' };

function setUp(steps: Step[] = ['ok']) {
  const items: string[] = [];
  let groups = 0;
  const add = (added: string[]): Promise<boolean> => {
    const step = steps.shift() ?? 'ok';
    if (step === 'never') return new Promise(() => undefined);
    if (step === 'lost') return Promise.reject(new Error('lost'));
    if (step === 'ok') items.push(...added);
    return Promise.resolve(step === 'ok');
  };
  const kept = memoryLedger();
  const delivery = new LedgerDelivery({
    queue: {
      offer: (item) => add([item]),
      addAll: add,
      peek: () => Promise.resolve(items[0]),
    },
    ledger: kept.ledger,
    clock: { ...systemClock, nowMs: () => 1_000 },
    newUuid: () => `group${(groups += 1) === 1 ? '' : ` ${groups}`}`,
  });
  return {
    ...kept,
    items,
    deliver: (messages: PostedMessage[] = [a]) => delivery.deliver(messages, new Deadline(200)),
    delivery,
  };
}

test.each([
  ['ok', 'delivered'],
  ['lost', 'delivered'],
  ['never', 'delivered'],
  ['full', 'full'],
] satisfies [Step, Outcome][])('offer %s, then marked pending: %s', async (step, outcome) => {
  const { deliver, pending } = setUp([step]);
  expect(await deliver()).toEqual([outcome]);
  expect([...pending.keys()]).toEqual(outcome === 'full' ? [] : ['a']);
});

test('an offer that hangs leaves half of the time for marking pending', async () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const { deliver, pending } = setUp(['never']);
  const delivering = deliver();
  await vi.advanceTimersByTimeAsync(99);
  expect(pending.size).toBe(0);
  await vi.advanceTimersByTimeAsync(1);
  expect(pending.size).toBe(1);
  expect(await delivering).toEqual(['delivered']);
});

test('an entry whose first write failed is written again', async () => {
  const { deliver, pending, failures } = setUp();
  failures.push({ error: new Error('lost') }, { error: new Error('lost'), after: true });
  expect(await deliver()).toEqual(['delivered']);
  expect(pending.get('a')).toEqual({ id: 'a', at: 1_000, messages: [a] });
});

test.each(['ok', 'lost'] satisfies Step[])('offer %s, never marked pending: indeterminate', async (offer) => {
  const { deliver, failures } = setUp([offer]);
  for (let time = 0; time < 50; time += 1) failures.push({ error: new Error('lost') });
  expect(await deliver()).toEqual(['unknown']);
});

test('messages delivered together are marked pending under one key', async () => {
  const { deliver, pending, items } = setUp();
  expect(await deliver([a, b])).toEqual(['delivered', 'delivered']);
  expect([...pending.values()]).toEqual([{ id: 'group', at: 1_000, messages: [a, b] }]);
  const group = { id: 'group', size: 2 };
  expect(items.map((item): unknown => JSON.parse(item))).toEqual([
    { ...a, group },
    { ...b, group },
  ]);
});

test('new messages have a group of their own, and a single one has none', async () => {
  const [c, d] = [
    { uuid: groupUuid(randomUUID()), msg: 'msg c', isNew: true },
    { uuid: groupUuid(randomUUID()), msg: 'msg d', isNew: true },
  ];
  const { deliver, pending, items } = setUp();
  expect(await deliver([c, a, d, b])).toEqual(Array(4).fill('delivered'));
  expect(await deliver([c])).toEqual(['delivered']);
  expect(
    [...pending.values()].map(({ id, isNew, messages }) => [id, isNew, messages.map(({ uuid }) => uuid)]),
  ).toEqual([
    ['group', undefined, ['a', 'b']],
    ['group 2', true, [c.uuid, d.uuid]],
    [c.uuid, undefined, [c.uuid]],
  ]);
  expect(items.map((item) => decodeEnvelope(item).group?.isNew)).toEqual([
    undefined,
    undefined,
    true,
    true,
    undefined,
  ]);
});

test('many new messages are several groups of one offer, none larger than what a consumer takes at once', async () => {
  const messages = Array.from({ length: 620 }, () => ({
    uuid: groupUuid(randomUUID()),
    msg: 'm',
    isNew: true,
  }));
  const { deliver, pending, items } = setUp(['ok']);
  expect(new Set(await deliver(messages))).toEqual(new Set(['delivered']));
  expect([...pending.values()].map((group) => group.messages.length)).toEqual([250, 250, 120]);
  expect(items).toHaveLength(620);
});

test('if the queue has no room for all, refused messages leave nothing behind', async () => {
  const { deliver, pending, items } = setUp(['full', 'ok', 'full']);
  expect(await deliver([a, b])).toEqual(['delivered', 'full']);
  expect(items).toEqual([encodeEnvelope(a, { id: 'group', size: 2 })]);
  expect([...pending.values()]).toEqual([{ id: 'group', at: 1_000, messages: [a] }]);
});

test('a recorded message is marked pending again when its key is repeated, so that its instance shows it', async () => {
  const { delivery, delivered, pending } = setUp();
  delivered.set('a', [{ ...a, instance: 'one', at: 1 }]);
  expect([...(await delivery.taken([a, b], new Deadline(200)))]).toEqual(['a']);
  expect([...pending.keys()]).toEqual(['a']);
});

test('knows which messages are taken, and says unknown while the ledger does not answer', async () => {
  const { deliver, delivery, failures } = setUp();
  await deliver();
  expect([...(await delivery.taken([a, b], new Deadline(200)))]).toEqual(['a']);
  failures.push({ error: new Error('lost') });
  await expect(delivery.taken([a, b], new Deadline(200))).rejects.toThrow('lost');
});

test('a uuid of a group is not delivered again without asking the ledger', () => {
  const { delivery } = setUp();
  const uuid = randomUUID();
  expect([uuid, groupUuid(uuid)].map((one) => delivery.mayRepeat(one))).toEqual([true, false]);
});
