import { expect, test } from 'vitest';
import type { SessionStatus } from '../../../src/control/contract.ts';
import { findTrace } from '../../../src/page/server/find-trace.ts';
import { labContract } from '../../../src/protocol/client-contract.ts';
import { labStatus } from '../support/lab-status.ts';

const { signal } = new AbortController();

function find(query: Record<string, string>, status: SessionStatus = labStatus) {
  return findTrace({ status: () => Promise.resolve(status) }, new URLSearchParams(query), signal);
}

test('a lab without services knows nothing of a message, whether asked by text or by UUID', async () => {
  const uuid = '5c1c9c3e-8b8a-4b06-a4f2-0f6c1a0f3a51';
  const nothing = { messages: [], omitted: 0, queueOwner: 'one', instances: [] };
  expect(await find({ text: 'a' })).toEqual({ asked: { text: 'a' }, ...nothing });
  expect(await find({ text: uuid.toUpperCase() })).toEqual({ asked: { uuid }, ...nothing });
  expect(await find({ uuid })).toEqual({ asked: { uuid }, ...nothing });
});

test.each([[{}], [{ text: '' }], [{ text: 'x'.repeat(1_001) }]])('%j names no message', async (query) => {
  await expect(find(query)).rejects.toThrow('expected text=… or uuid=…, with 1 to 1000 characters');
});

test('a uuid that is not one is refused', async () => {
  await expect(find({ uuid: 'msg1' })).rejects.toThrow('"msg1" is not a UUID');
});

test('services that tell no stages are told, with what to do', async () => {
  await expect(find({ text: 'a' }, { ...labStatus, client: labContract })).rejects.toMatchObject({
    message: 'the services of this topology do not show the way of a message',
    hint: 'leave it out, or use a topology with the services of distq',
  });
});
