import type { Client, IQueue } from 'hazelcast-client';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { connectToCluster } from '../../../src/cluster/connection.ts';
import { Deadline } from '../../../src/services/deadline.ts';
import { HazelcastQueue } from '../../../src/services/hazelcast-queue.ts';
import { LedgerDelivery } from '../../../src/services/facade/ledger-delivery.ts';
import { HazelcastLedger } from '../../../src/services/ledger/hazelcast-ledger.ts';
import { HazelcastSource } from '../../../src/services/messages/hazelcast-source.ts';
import { Inbox } from '../../../src/services/messages/inbox.ts';
import { LedgerIntake, receivedFrom } from '../../../src/services/messages/ledger-intake.ts';
import { Relay } from '../../../src/services/messages/relay.ts';
import { Unpender } from '../../../src/services/messages/unpender.ts';
import { RealCluster } from '../../cluster/support/real-cluster.ts';
import { shownTexts } from '../support/shown-texts.ts';

const leaseMs = 5_000;
let real: RealCluster;
let client: Client;
let ledger: HazelcastLedger;
let queue: IQueue<string>;
/** What the parts take for the time; a test moves it on instead of waiting. */
let nowMs = 0;

beforeAll(async () => {
  real = await RealCluster.start(1, { map: { backups: 0 }, queue: { backups: 0 } });
  client = await connectToCluster(real.settings, { role: 'producer', name: 'test' });
  ledger = await HazelcastLedger.open(client);
  queue = await client.getQueue(real.settings.queueName);
});

afterAll(async () => {
  await client.shutdown();
  await real.stop();
});

beforeEach(async () => {
  nowMs = 1_000_000;
  await queue.clear();
  for await (const groups of ledger.pendingBefore(Infinity)) await ledger.unpend(groups.map(({ id }) => id));
});

/** A messages-service without its process: it polls, records and relays when told. */
function consumer(instance: string) {
  const inbox = new Inbox(() => new Date());
  const source = new HazelcastSource(queue);
  const ignore = (): void => undefined;
  const intake = new LedgerIntake({
    ledger,
    inbox,
    instance,
    nowMs: () => nowMs,
    newUuid: randomUUID,
    onShown: ignore,
    onSettledElsewhere: ignore,
    onTrouble: ignore,
  });
  const unpender = new Unpender({ ledger, onTrouble: ignore });
  let relayed = 0;
  const relay = new Relay({
    ledger,
    queue: new HazelcastQueue(queue),
    instance,
    leaseMs,
    nowMs: () => nowMs,
    isShown: (uuid) => inbox.has(uuid),
    show: (uuid, entry) => inbox.show(receivedFrom(uuid, entry), uuid),
    onRelayed: (count) => (relayed += count),
    onTrouble: ignore,
  });
  return {
    inbox,
    intake,
    relay,
    relayed: () => relayed,
    poll: () => source.drain(100),
    receive: async () => {
      unpender.add(await intake.take(await source.drain(100)));
      await unpender.finish();
    },
  };
}

function deliver(...messages: { uuid: string; msg: string }[]) {
  const delivery = new LedgerDelivery({
    queue: new HazelcastQueue(queue),
    ledger,
    nowMs: () => nowMs,
    newUuid: randomUUID,
  });
  return delivery.deliver(messages, new Deadline(5_000));
}

/** As if their offers had been lost: each under its own key. */
async function pendEach(messages: { uuid: string; msg: string }[]) {
  await Promise.all(messages.map((each) => ledger.pend({ id: each.uuid, at: nowMs, messages: [each] })));
}

function message(msg: string) {
  return { uuid: randomUUID(), msg };
}

/** A name of its own for each test: the delivered map is never emptied. */
function names(): [string, string] {
  const id = randomUUID();
  return [`one-${id}`, `two-${id}`];
}

test('a delivered message is shown by one, and nothing of it stays behind', async () => {
  const [one, two] = names().map(consumer);
  const sent = message('a');
  expect(await deliver(sent)).toEqual(['delivered']);
  await Promise.all([one?.receive(), two?.receive()]);
  expect([...shownTexts(one?.inbox), ...shownTexts(two?.inbox)]).toEqual(['a']);
  expect(await ledger.pendedAt(sent.uuid)).toBeUndefined();
});

test('texts of any kind come through the ledger as they are', async () => {
  const [name] = names();
  const one = consumer(name);
  const texts = ['"quoted"', '\\', '\u0000', '𝕏 ü', '{"instance":"x"}', ' '.repeat(10_000)];
  await deliver(...texts.map(message));
  await one.receive();
  expect(shownTexts(one.inbox)).toEqual(texts);
  const again = consumer(name);
  await again.intake.restore(new AbortController().signal);
  expect(shownTexts(again.inbox).sort()).toEqual(texts.sort());
});

test('what a consumer took and never recorded is offered again after the lease, and not before', async () => {
  const [frozen, other] = names().map(consumer);
  const sent = message('a');
  await deliver(sent);
  const inHand = (await frozen?.poll()) ?? [];
  nowMs += leaseMs;
  await other?.relay.round();
  expect(await queue.size()).toBe(0);
  nowMs += 1;
  await other?.relay.round();
  await other?.receive();
  expect(shownTexts(other?.inbox)).toEqual(['a']);
  // Thawed: it goes on with what it has in hand.
  await frozen?.intake.take(inHand);
  expect(shownTexts(frozen?.inbox)).toEqual([]);
});

test('an offer that was lost is made by the relay', async () => {
  const [name] = names();
  const one = consumer(name);
  await ledger.pend({ id: randomUUID(), at: nowMs, messages: [message('a'), message('b')] });
  nowMs += leaseMs + 1;
  await one.relay.round();
  await one.receive();
  expect(shownTexts(one.inbox).sort()).toEqual(['a', 'b']);
});

test('of two relays at once one offers each message', async () => {
  const [one, two] = names().map(consumer);
  await pendEach(Array.from({ length: 200 }, (_, index) => message(`m${index}`)));
  nowMs += leaseMs + 1;
  await Promise.all([one?.relay.round(), two?.relay.round()]);
  expect((one?.relayed() ?? 0) + (two?.relayed() ?? 0)).toBe(200);
  expect(await queue.size()).toBe(200);
});

test('a relay that died after its claim is taken over after another lease', async () => {
  const [name] = names();
  const one = consumer(name);
  const sent = message('a');
  await pendEach([sent]);
  nowMs += leaseMs + 1;
  expect(await ledger.claim({ id: sent.uuid, messages: [sent], at: nowMs - leaseMs - 1 }, nowMs)).toBe(true);
  await one.relay.round();
  expect(await queue.size()).toBe(0);
  nowMs += leaseMs + 1;
  await one.relay.round();
  expect(await queue.size()).toBe(1);
});

test('what stands in the queue is not offered again, however old', async () => {
  const [name] = names();
  const one = consumer(name);
  await deliver(message('a'));
  nowMs += 500;
  await deliver(message('b'));
  nowMs += 100 * leaseMs;
  await one.relay.round();
  expect(await queue.size()).toBe(2);
});

test('an entry that was pended after its message was shown goes away', async () => {
  const [name] = names();
  const one = consumer(name);
  const sent = message('a');
  await deliver(sent);
  await one.receive();
  await pendEach([sent]);
  nowMs += leaseMs + 1;
  await one.relay.round();
  expect(await ledger.pendedAt(sent.uuid)).toBeUndefined();
  expect(await queue.size()).toBe(0);
  expect(shownTexts(one.inbox)).toEqual(['a']);
});

test('however many entries are overdue, a round deals with all', async () => {
  const [name] = names();
  const one = consumer(name);
  await pendEach(Array.from({ length: 1_230 }, (_, index) => message(`m${index}`)));
  nowMs += leaseMs + 1;
  await one.relay.round();
  expect(await queue.size()).toBe(1_230);
});

test('a group that two consumers share is struck by both, and then gone', async () => {
  const [one, two] = names().map(consumer);
  const sent = Array.from({ length: 150 }, (_, index) => message(`m${index}`));
  await deliver(...sent);
  await Promise.all([one?.receive(), two?.receive()]);
  const texts = [...shownTexts(one?.inbox), ...shownTexts(two?.inbox)];
  expect(texts.sort()).toEqual(sent.map(({ msg }) => msg).sort());
  expect(shownTexts(two?.inbox).length).toBeGreaterThan(0);
  expect(await ledger.known([randomUUID()])).toEqual(new Set());
  for await (const groups of ledger.pendingBefore(Infinity)) expect(groups).toEqual([]);
});

test('of a group only what nobody recorded is offered again', async () => {
  const [frozen, other] = names().map(consumer);
  const [a, b, c] = [message('a'), message('b'), message('c')];
  await deliver(a, b, c);
  const inHand = (await frozen?.poll()) ?? [];
  await other?.intake.take(inHand.slice(0, 1));
  nowMs += leaseMs + 1;
  await other?.relay.round();
  expect(await queue.size()).toBe(2);
  await other?.receive();
  expect(shownTexts(other?.inbox)).toEqual(['a', 'b', 'c']);
  nowMs += leaseMs + 1;
  await other?.relay.round();
  for await (const groups of ledger.pendingBefore(Infinity)) expect(groups).toEqual([]);
});

test('a key repeated to a facade that was restarted is known, pending or delivered', async () => {
  const [name] = names();
  const [pended, shown, fresh] = [message('a'), message('b'), message('c')];
  await deliver(shown);
  await consumer(name).receive();
  const neighbour = message('d');
  await deliver(pended, neighbour);
  expect([...(await ledger.known([pended.uuid, shown.uuid, fresh.uuid]))].sort()).toEqual(
    [pended.uuid, shown.uuid].sort(),
  );
});
