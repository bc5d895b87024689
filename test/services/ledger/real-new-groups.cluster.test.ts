import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { groupUuid } from '../../../src/protocol/uuid.ts';
import { LedgerLab, leaseMs, newMessages } from '../support/ledger-lab.ts';
import { shownTexts } from '../support/shown-texts.ts';

const lab = LedgerLab.ofThisFile();

test('consumers that take new groups in pieces and at once show each message once, and again after a restart', async () => {
  const consumers = lab.consumers();
  const sent = newMessages(600);
  await lab.deliver(...sent);
  while ((await lab.queue.size()) > 0) {
    const hands = await Promise.all(consumers.map(({ poll }) => poll()));
    // As if every item had come twice, to both.
    await Promise.all(consumers.map(({ intake }) => intake.take(hands.flat())));
  }
  const texts = consumers.map(({ inbox }) => shownTexts(inbox));
  expect(texts.flat().sort()).toEqual(sent.map(({ msg }) => msg).sort());
  const again = lab.consumer(consumers[0].instance);
  await again.intake.restore(new AbortController().signal);
  expect(shownTexts(again.inbox).sort()).toEqual(texts[0]?.sort());
});

test('a new group that is received whole leaves nothing behind, and one record', async () => {
  const [one] = lab.consumers();
  await lab.deliver(...newMessages(40));
  await one.receive();
  expect(shownTexts(one.inbox)).toHaveLength(40);
  await lab.expectNothingPending();
});

test('of a new group only what nobody recorded is offered again, and who thaws drops it', async () => {
  const [frozen, other] = lab.consumers();
  await lab.deliver(...newMessages(3));
  const inHand = await frozen.poll();
  await frozen.intake.take(inHand.slice(0, 1));
  lab.nowMs += leaseMs + 1;
  await other.relay.round();
  expect(await lab.queue.size()).toBe(2);
  await other.receive();
  await frozen.intake.take(inHand);
  expect(shownTexts(frozen.inbox)).toEqual(['m0']);
  expect(shownTexts(other.inbox)).toEqual(['m1', 'm2']);
  lab.nowMs += leaseMs + 1;
  await frozen.relay.round();
  await lab.expectNothingPending();
});

test('the uuid of a message of a new group is known as a key, pending or delivered', async () => {
  const [one] = lab.consumers();
  const [shown, pending] = [newMessages(2), newMessages(2)];
  await lab.deliver({ uuid: randomUUID(), msg: 'alone' });
  await lab.deliver(...shown);
  await one.receive();
  await lab.deliver(...pending);
  const uuids = [...shown, ...pending].map(({ uuid }) => uuid);
  const strangers = [randomUUID(), groupUuid(randomUUID())];
  expect(await lab.ledger.known([...strangers, ...uuids])).toEqual(
    new Map(uuids.map((uuid) => [uuid, 'group'])),
  );
});

test('a message of a new group whose uuid is posted as a key is not delivered again', async () => {
  const [one] = lab.consumers();
  const sent = newMessages(3);
  await lab.deliver(...sent);
  await one.receive();
  expect(await lab.taken(...sent)).toEqual(new Set(sent.map(({ uuid }) => uuid)));
  lab.nowMs += leaseMs + 1;
  await one.relay.round();
  expect(await lab.queue.size()).toBe(0);
  await lab.expectNothingPending();
});
