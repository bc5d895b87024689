import { expect, test } from 'vitest';
import { firstStatus } from '../../../src/scenario/evidence/first-status.ts';
import { sessionWith } from '../support/run-context.ts';
import { labStatus } from '../support/session-status.ts';

test('members that the supervisor does not know yet are waited for', async () => {
  let asked = 0;
  const session = sessionWith({
    status: () => Promise.resolve(asked++ < 2 ? { ...labStatus(), members: [] } : labStatus()),
  });
  const { members } = await firstStatus(session, new AbortController().signal);
  expect(members).toHaveLength(3);
});

test('an interruption ends the wait', async () => {
  const session = sessionWith({ status: () => Promise.resolve({ ...labStatus(), members: [] }) });
  const interrupted = new AbortController();
  const waiting = firstStatus(session, interrupted.signal);
  interrupted.abort(new Error('interrupted'));
  await expect(waiting).rejects.toThrow('interrupted');
});
