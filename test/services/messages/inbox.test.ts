import { expect, test } from 'vitest';
import { encodeEnvelope } from '../../../src/shared/envelope.ts';
import { createMessages } from '../../../src/services/messages/app.ts';
import { Inbox } from '../../../src/services/messages/inbox.ts';
import { testFrame } from '../support/frame.ts';
import { shownTexts } from '../support/shown-texts.ts';

const uuid = '11111111-1111-4111-8111-111111111111';

test('shows what was received, with uuid and time; a plain string has no uuid', async () => {
  const inbox = new Inbox(() => new Date(0));
  const app = createMessages({ http: testFrame('messages-service').http, inbox });
  inbox.add(encodeEnvelope({ uuid, msg: 'msg1' }));
  inbox.add('plain');
  inbox.add('{"msg":"JSON, but not our envelope"}');
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

test('the same uuid is shown once, the same plain text as often as it came', () => {
  const inbox = new Inbox(() => new Date(0));
  expect(inbox.add(encodeEnvelope({ uuid, msg: 'a' })).isDuplicate).toBe(false);
  expect(inbox.add(encodeEnvelope({ uuid: uuid.toUpperCase(), msg: 'a' })).isDuplicate).toBe(true);
  inbox.add('a');
  inbox.add('a');
  expect(shownTexts(inbox)).toEqual(['a', 'a', 'a']);
});
