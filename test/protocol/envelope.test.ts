import { expect, test } from 'vitest';
import { decodeEnvelope, encodeEnvelope, type Group } from '../../src/protocol/envelope.ts';

const uuid = '11111111-1111-4111-8111-111111111111';
const message = { uuid, msg: 'a' };
const group: Group = { id: 'g', size: 2 };

test.each([undefined, group, { ...group, isNew: true } as const])(
  'a message with the group %j is read as it was written',
  (its) => {
    expect(decodeEnvelope(encodeEnvelope(message, its))).toEqual(
      its === undefined ? message : { ...message, group: its },
    );
  },
);

test('a uuid is read in its lower-case form', () => {
  const upper = 'ABCDEFAB-1111-4111-8111-111111111111';
  expect(decodeEnvelope(JSON.stringify({ uuid: upper, msg: 'a' }))).toEqual({
    uuid: upper.toLowerCase(),
    msg: 'a',
  });
});

test.each([
  ['text', 'a'],
  ['half of an object', '{"uuid":'],
  ['JSON that is no object', JSON.stringify([message])],
  ['a uuid alone', JSON.stringify({ uuid })],
  ['a msg alone', JSON.stringify({ msg: 'a' })],
  ['a uuid that is none', JSON.stringify({ ...message, uuid: 'u' })],
  ['a uuid that is a number', JSON.stringify({ ...message, uuid: 1 })],
  ['a msg that is a number', JSON.stringify({ ...message, msg: 1 })],
  ['one key too many', JSON.stringify({ ...message, at: 1 })],
  ['one key too many beside a group', JSON.stringify({ ...message, group, at: 1 })],
  ['a group that is null', JSON.stringify({ ...message, group: null })],
  ['a group without an id', JSON.stringify({ ...message, group: { size: 2 } })],
  ['a group whose size is a text', JSON.stringify({ ...message, group: { id: 'g', size: '2' } })],
])('%s is a plain string of another producer', (_, item) => {
  expect(decodeEnvelope(item)).toEqual({ uuid: null, msg: item });
});
