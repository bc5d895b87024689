import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { planMessages, type MessageChoice } from '../../../src/commands/messages/message-plan.ts';
import { UsageError } from '../../../src/foundation/errors/errors.ts';

async function plan(
  choice: Partial<MessageChoice>,
  input = '',
): Promise<{ total: number | undefined; messages: string[] }> {
  const { total, messages } = planMessages(
    { texts: [], count: undefined, prefix: undefined, ...choice },
    Readable.from([input]),
  );
  const all: string[] = [];
  for await (const message of messages) all.push(message);
  return { total, messages: all };
}

test('texts are posted as they are', async () => {
  expect(await plan({ texts: ['a b', 'c'] })).toEqual({ total: 2, messages: ['a b', 'c'] });
});

test('a count makes texts, numbered from 1', async () => {
  expect(await plan({ count: 3 })).toEqual({ total: 3, messages: ['msg1', 'msg2', 'msg3'] });
  expect(await plan({ count: 1, prefix: 'run-' })).toEqual({ total: 1, messages: ['run-1'] });
});

test('a dash reads the lines of standard input, empty ones left out', async () => {
  expect(await plan({ texts: ['-'] }, 'one\r\n\ntwo\nthree')).toEqual({
    total: undefined,
    messages: ['one', 'two', 'three'],
  });
});

test.each([
  [{ texts: [] }, /no message to post/],
  [{ texts: ['a'], count: 3 }, /cannot be combined/],
  [{ texts: ['-', 'a'] }, /cannot be combined/],
])('%j is a usage error', async (choice, message) => {
  await expect(plan(choice)).rejects.toThrow(UsageError);
  await expect(plan(choice)).rejects.toThrow(message);
});
