import { expect, test } from 'vitest';
import { encodeEnvelope } from '../../../src/protocol/envelope.ts';
import { createMessages } from '../../../src/services/messages/app.ts';
import { Inbox } from '../../../src/services/messages/inbox.ts';
import { testFrame } from '../support/frame.ts';
import { shownTexts } from '../support/shown-texts.ts';

const uuid = '11111111-1111-4111-8111-111111111111';

test('shows what was received, with uuid and time; a plain string has no uuid', async () => {
  const inbox = new Inbox(() => new Date(0));
  const app = createMessages({ http: testFrame('messages-service').http, inbox });
  inbox.showItem(encodeEnvelope({ uuid, msg: 'msg1' }));
  inbox.showItem('plain');
  inbox.showItem('{"msg":"JSON, but not our envelope"}');
  expect((await app.inject('/messages')).json()).toEqual([
    'msg1',
    'plain',
    '{"msg":"JSON, but not our envelope"}',
  ]);
  expect((await app.inject('/messages/received')).json()).toMatchObject([
    { uuid, msg: 'msg1', at: '1970-01-01T00:00:00.000Z' },
    { uuid: null, msg: 'plain' },
    { uuid: null },
  ]);
});

test('by its key a message is shown once; an item is shown as often as it came', () => {
  const inbox = new Inbox(() => new Date(0));
  const message = { uuid, msg: 'a', at: 0 };
  expect([inbox.show(message), inbox.show(message)]).toEqual([true, false]);
  for (const item of [encodeEnvelope({ uuid, msg: 'b' }), encodeEnvelope({ uuid, msg: 'b' }), 'c', 'c'])
    inbox.showItem(item);
  expect(shownTexts(inbox)).toEqual(['a', 'b', 'b', 'c', 'c']);
});
