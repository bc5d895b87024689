import fc from 'fast-check';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { Inbox } from '../../../src/services/messages/inbox.ts';
import { otherKeyBytes } from '../../../src/services/received/received-chunk.ts';
import { overheadBytes, ReceivedList, type Range } from '../../../src/services/received/received-list.ts';

const receivedSchema = z.array(
  z.object({ seq: z.int(), uuid: z.string().nullable(), msg: z.string(), at: z.string() }),
);

function receivedOf(list: ReceivedList, asked: Range = { after: 0 }) {
  return receivedSchema.parse(JSON.parse(Buffer.concat([...list.received(asked)]).toString()));
}

function textsOf(list: ReceivedList, asked: Range = { after: 0 }): unknown {
  return JSON.parse(Buffer.concat([...list.texts(asked)]).toString());
}

function uuidOf(number: number): string {
  return `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
}

function range(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

function filled(count: number, budgetBytes = Infinity): ReceivedList {
  const list = new ReceivedList(budgetBytes);
  for (let number = 1; number <= count; number++)
    list.append({ uuid: uuidOf(number), msg: `msg${number}`, at: number });
  return list;
}

test('returns any keys and texts unchanged', () => {
  const message = fc.record({
    uuid: fc.oneof(fc.uuid(), fc.string(), fc.constant(null)),
    msg: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 300 }),
    at: fc.date({ noInvalidDate: true }).map((date) => date.getTime()),
  });
  fc.assert(
    fc.property(fc.array(message), (messages) => {
      const list = new ReceivedList(Infinity);
      for (const each of messages) list.append(each);
      expect(receivedOf(list)).toEqual(
        messages.map(({ uuid, msg, at }, index) => ({
          seq: index + 1,
          uuid,
          msg,
          at: new Date(at).toISOString(),
        })),
      );
      expect(textsOf(list)).toEqual(messages.map(({ msg }) => msg));
    }),
  );
});

test.each([
  [{ after: 0 }, 1, 5_000],
  [{ after: 0, limit: 10 }, 1, 10],
  [{ after: 1_020, limit: 10 }, 1_021, 1_030],
  [{ after: 4_995, limit: 10 }, 4_996, 5_000],
  [{ after: 3_000 }, 3_001, 5_000],
])('the range %j of 5,000 messages', (asked, first, last) => {
  const list = filled(5_000);
  const seqs = receivedOf(list, asked).map(({ seq }) => seq);
  expect(seqs).toEqual(range(first, last));
  expect(textsOf(list, asked)).toEqual(seqs.map((seq) => `msg${seq}`));
  expect(list.endOf(asked)).toBe(last);
});

test('an answer ends where the list ended when it was asked for, as its link says', () => {
  const list = filled(10);
  const asked = { after: 5, limit: 20 };
  const [end, texts, received] = [list.endOf(asked), list.texts(asked), list.received(asked)];
  list.append({ uuid: null, msg: 'later', at: 11 });
  expect(end).toBe(10);
  const answers = [texts, received].map((pieces): unknown =>
    JSON.parse(Buffer.concat([...pieces]).toString()),
  );
  expect(answers[0]).toEqual(['msg6', 'msg7', 'msg8', 'msg9', 'msg10']);
  expect(receivedSchema.parse(answers[1]).at(-1)?.seq).toBe(end);
});

test('there is nothing after the last message', () => {
  expect(textsOf(filled(10), { after: 10 })).toEqual([]);
  expect(textsOf(filled(10), { after: 99, limit: 1 })).toEqual([]);
  expect(textsOf(new ReceivedList(Infinity))).toEqual([]);
});

test('it forgets the oldest messages to stay within its budget, and the others keep their numbers', () => {
  const budgetBytes = 200_000;
  const list = filled(20_000, budgetBytes);
  expect(list.bytes).toBeLessThanOrEqual(budgetBytes);
  const received = receivedOf(list);
  expect(received.length).toBeGreaterThan(1_000);
  expect(received.at(-1)).toMatchObject({ seq: 20_000, uuid: uuidOf(20_000), msg: 'msg20000' });
  expect(received.map(({ seq }) => seq)).toEqual(received.map((_, index) => list.firstSeq + index));
  expect(received[0]?.msg).toBe(`msg${list.firstSeq}`);
  expect(list.forgottenUntilMs).toBe(list.firstSeq - 1);
  expect(textsOf(list, { after: 5, limit: 2 })).toEqual([`msg${list.firstSeq}`, `msg${list.firstSeq + 1}`]);
});

test('keys that are not UUIDs count in the budget, too, until they are forgotten', () => {
  const budgetBytes = 500_000;
  const list = new ReceivedList(budgetBytes);
  const key = (number: number) => `${'k'.repeat(100)}${number}`;
  for (let number = 1; number <= 20_000; number++)
    list.append({ uuid: null, msg: 'm', at: number }, key(number));
  expect(list.bytes).toBeLessThanOrEqual(budgetBytes);
  const kept = list.lastSeq - list.firstSeq + 1;
  expect(kept * (100 + otherKeyBytes)).toBeLessThan(budgetBytes);
  expect(kept).toBeGreaterThan(1_000);
  list.limitTo(0);
  for (let number = 1; number <= 2_000; number++) list.append({ uuid: uuidOf(number), msg: 'm', at: number });
  const left = list.lastSeq - list.firstSeq + 1;
  // Each text is `,"m"`.
  expect(list.bytes).toBe(left * (overheadBytes + 4));
});

test('a smaller budget applies at once, and the newest messages are kept, however long', () => {
  const list = filled(5_000);
  list.limitTo(1_100 * (overheadBytes + 10));
  expect(receivedOf(list).length).toBeLessThan(1_200);
  list.append({ uuid: null, msg: 'x'.repeat(1_000_000), at: 1 });
  expect(receivedOf(list).at(-1)?.msg).toHaveLength(1_000_000);
});

test('an answer under way stays valid while messages arrive and are forgotten', () => {
  const list = filled(3_000, 1_000_000);
  const pieces: Buffer[] = [];
  let number = 3_000;
  for (const piece of list.texts({ after: 0 })) {
    pieces.push(piece);
    for (let more = 0; more < 20_000; more++)
      list.append({ uuid: null, msg: `msg${(number += 1)}`, at: number });
  }
  const texts = z.array(z.string()).parse(JSON.parse(Buffer.concat(pieces).toString()));
  expect(texts[0]).toBe('msg1');
  expect(new Set(texts).size).toBe(texts.length);
});

test('an inbox knows the keys of all messages that it has not forgotten', () => {
  const inbox = new Inbox(() => new Date(0), 3_000_000);
  const show = (number: number) =>
    inbox.show({ uuid: uuidOf(number), msg: `msg${number}`, at: number }, uuidOf(number));
  // One expectation for each of them would take seconds.
  expect(range(1, 100_000).filter((number) => !show(number))).toEqual([]);
  const first = inbox.received.firstSeq;
  expect(first).toBeGreaterThan(1_000);
  expect(range(first, 100_000).filter((number) => show(number))).toEqual([]);
  expect(inbox.has(uuidOf(first - 1))).toBe(false);
  expect(inbox.hasForgotten(first - 1)).toBe(true);
  expect(inbox.hasForgotten(first)).toBe(false);
  expect(inbox.received.lastSeq).toBe(100_000);
});

test('keys of other producers count as keys, and their messages have no uuid', () => {
  const inbox = new Inbox(() => new Date(0));
  expect(inbox.show({ uuid: null, msg: 'a', at: 1 }, 'plain:1')).toBe(true);
  expect(inbox.show({ uuid: null, msg: 'a', at: 2 }, 'plain:1')).toBe(false);
  expect(inbox.show({ uuid: null, msg: 'a', at: 3 }, 'plain:2')).toBe(true);
  expect(receivedOf(inbox.received).map(({ uuid }) => uuid)).toEqual([null, null]);
});
