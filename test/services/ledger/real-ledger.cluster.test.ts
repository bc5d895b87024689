import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { LedgerLab, leaseMs, message } from '../support/ledger-lab.ts';
import { shownTexts } from '../support/shown-texts.ts';

const lab = LedgerLab.ofThisFile();

test('a delivered message is shown by one, and nothing of it stays behind', async () => {
  const [one, two] = lab.consumers();
  const sent = message('a');
  expect(await lab.deliver(sent)).toEqual(['delivered']);
  await Promise.all([one.receive(), two.receive()]);
  expect([...shownTexts(one.inbox), ...shownTexts(two.inbox)]).toEqual(['a']);
  expect(await lab.ledger.pendingSince(sent.uuid)).toBeUndefined();
});

test('texts of any kind come through the ledger as they are', async () => {
  const [one] = lab.consumers();
  const texts = ['"quoted"', '\\', '\u0000', '𝕏 ü', '{"instance":"x"}', ' '.repeat(10_000)];
  await lab.deliver(...texts.map(message));
  await one.receive();
  expect(shownTexts(one.inbox)).toEqual(texts);
  const again = lab.consumer(one.instance);
  await again.intake.restore(new AbortController().signal);
  expect(shownTexts(again.inbox).sort()).toEqual(texts.sort());
});

test('what a consumer took and never recorded is offered again after the lease, and not before', async () => {
  const [frozen, other] = lab.consumers();
  const sent = message('a');
  await lab.deliver(sent);
  const inHand = await frozen.poll();
  lab.nowMs += leaseMs;
  await other.relay.round();
  expect(await lab.queue.size()).toBe(0);
  lab.nowMs += 1;
  await other.relay.round();
  await other.receive();
  expect(shownTexts(other.inbox)).toEqual(['a']);
  // Thawed: it goes on with what it has in hand.
  await frozen.intake.take(inHand);
  expect(shownTexts(frozen.inbox)).toEqual([]);
});

test('an offer that was lost is made by the relay', async () => {
  const [one] = lab.consumers();
  await lab.ledger.markPending({ id: randomUUID(), at: lab.nowMs, messages: [message('a'), message('b')] });
  lab.nowMs += leaseMs + 1;
  await one.relay.round();
  await one.receive();
  expect(shownTexts(one.inbox).sort()).toEqual(['a', 'b']);
});

test('of two relays at once one offers each message', async () => {
  const [one, two] = lab.consumers();
  await lab.markPendingEach(Array.from({ length: 200 }, (_, index) => message(`m${index}`)));
  lab.nowMs += leaseMs + 1;
  await Promise.all([one.relay.round(), two.relay.round()]);
  expect(one.relayed() + two.relayed()).toBe(200);
  expect(await lab.queue.size()).toBe(200);
});

test('a relay that died after its claim is taken over after another lease', async () => {
  const [one] = lab.consumers();
  const sent = message('a');
  await lab.markPendingEach([sent]);
  lab.nowMs += leaseMs + 1;
  expect(
    await lab.ledger.claim({ id: sent.uuid, messages: [sent], at: lab.nowMs - leaseMs - 1 }, lab.nowMs),
  ).toBe(true);
  await one.relay.round();
  expect(await lab.queue.size()).toBe(0);
  lab.nowMs += leaseMs + 1;
  await one.relay.round();
  expect(await lab.queue.size()).toBe(1);
});

test('what stands in the queue is not offered again, however old', async () => {
  const [one] = lab.consumers();
  await lab.deliver(message('a'));
  lab.nowMs += 500;
  await lab.deliver(message('b'));
  lab.nowMs += 100 * leaseMs;
  await one.relay.round();
  expect(await lab.queue.size()).toBe(2);
});

test('an entry that was marked pending after its message was shown goes away', async () => {
  const [one] = lab.consumers();
  const sent = message('a');
  await lab.deliver(sent);
  await one.receive();
  await lab.markPendingEach([sent]);
  lab.nowMs += leaseMs + 1;
  await one.relay.round();
  expect(await lab.ledger.pendingSince(sent.uuid)).toBeUndefined();
  expect(await lab.queue.size()).toBe(0);
  expect(shownTexts(one.inbox)).toEqual(['a']);
});

test('however many entries are overdue, a round deals with all', async () => {
  const [one] = lab.consumers();
  await lab.markPendingEach(Array.from({ length: 1_230 }, (_, index) => message(`m${index}`)));
  lab.nowMs += leaseMs + 1;
  await one.relay.round();
  expect(await lab.queue.size()).toBe(1_230);
});

test('a group that two consumers share is struck by both, and then gone', async () => {
  const [one, two] = lab.consumers();
  const sent = Array.from({ length: 150 }, (_, index) => message(`m${index}`));
  await lab.deliver(...sent);
  await Promise.all([one.receive(), two.receive()]);
  const texts = [...shownTexts(one.inbox), ...shownTexts(two.inbox)];
  expect(texts.sort()).toEqual(sent.map(({ msg }) => msg).sort());
  expect(shownTexts(two.inbox).length).toBeGreaterThan(0);
  await lab.expectNothingPending();
});

test('of a group only what nobody recorded is offered again', async () => {
  const [frozen, other] = lab.consumers();
  const [a, b, c] = [message('a'), message('b'), message('c')];
  await lab.deliver(a, b, c);
  const inHand = await frozen.poll();
  await other.intake.take(inHand.slice(0, 1));
  lab.nowMs += leaseMs + 1;
  await other.relay.round();
  expect(await lab.queue.size()).toBe(2);
  await other.receive();
  expect(shownTexts(other.inbox)).toEqual(['a', 'b', 'c']);
  lab.nowMs += leaseMs + 1;
  await other.relay.round();
  await lab.expectNothingPending();
});

test('a key repeated to a facade that was restarted is known, pending or delivered', async () => {
  const [one] = lab.consumers();
  const [pending, shown, fresh] = [message('a'), message('b'), message('c')];
  await lab.deliver(shown);
  await one.receive();
  const neighbour = message('d');
  await lab.deliver(pending, neighbour);
  const known = await lab.ledger.known([pending.uuid, shown.uuid, fresh.uuid]);
  expect(known).toEqual(new Map([pending, shown].map(({ uuid }) => [uuid, 'uuid'])));
});
