import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { waitFor } from '../../../src/foundation/async/wait-for.ts';
import { Distq, postDocument } from '../support/distq.ts';
import { foreignTopology } from '../support/foreign-topology.ts';

let distq: Distq;

beforeAll(async () => {
  distq = await Distq.inNewDirectory();
  await distq.write('theirs.yaml', await foreignTopology());
  const { exitCode, stderr } = await distq.run(['up', '--detach', '-t', './theirs.yaml']);
  expect([exitCode, stderr]).toEqual([0, expect.stringContaining('ready')]);
});

afterAll(async () => {
  await distq.dispose();
});

const part = z.object({ instance: z.string(), messages: z.array(z.string()) });
const getDocument = z.object({ answers: z.array(z.object({ logging: part, messages: part })) });

test('status has the contract, and no members', async () => {
  const { members, broker, runtime, client, brokerService, facade } = await distq.status();
  expect([members, broker, runtime, brokerService]).toEqual([[], 'none', 'none', 'broker']);
  expect(client?.post).toMatchObject({ service: 'facade-service', path: '/facade' });
  expect(facade).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
});

test('what post sends, get shows', async () => {
  const posted = await distq.json(['post', 'one', 'two words'], postDocument);
  expect([posted.attempted, posted.acknowledged]).toEqual([2, 2]);
  await waitFor({
    what: 'both in the log',
    timeoutMs: 20_000,
    probe: async () => {
      const { answers } = await distq.json(['get'], getDocument);
      return answers[0]?.logging.messages.join() === 'one,two words' ? true : undefined;
    },
  });
});

test('bench posts as described, and finds its texts again', async () => {
  const schema = z.object({ arrival: z.object({ complete: z.boolean() }), acknowledged: z.number() });
  expect(await distq.json(['bench', '--count', '20', '--concurrency', '2'], schema)).toEqual({
    acknowledged: 20,
    arrival: { complete: true },
  });
});

test.each([
  [['kill-node'], 'distq kill broker'],
  [['up', '-t', './theirs.yaml', '--isolated'], 'fixed ports'],
  [['trace', 'one'], 'do not show the way of a message'],
])('%j is refused, with what to do', async (args, hint) => {
  const { exitCode, stderr } = await distq.run(args);
  expect(exitCode).toBe(2);
  expect(stderr).toContain(hint);
});
