import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { linksAnswer } from '../../../src/control/messages.ts';
import { waitFor } from '../../../src/foundation/async/wait-for.ts';
import { Distq, errorDocument } from '../support/distq.ts';

let distq: Distq;

beforeAll(async () => {
  distq = await Distq.inNewDirectory();
  const { exitCode, stderr } = await distq.run([
    'up',
    '-d',
    '-t',
    'lab-safe',
    '--isolated',
    '--links',
    'all',
  ]);
  expect(stderr).not.toContain('error');
  expect(exitCode).toBe(0);
}, 120_000);

afterAll(() => distq.dispose());

const members = async () => {
  const { members: all } = await distq.status();
  return all;
};

const untilTogether = () =>
  waitFor({
    what: 'the members to be together',
    timeoutMs: 60_000,
    probe: async () => (await members()).every(({ uuid }) => uuid !== null) || undefined,
  });

test('a member is cut off, the status warns of it, and a heal brings the members together again', async () => {
  const [first = '', ...others] = (await members()).map(({ name }) => name);
  const cut = await distq.json(['isolate', first], linksAnswer);
  expect(cut.members).toEqual([first]);
  expect(cut.links.map(({ from, to }) => `${from} ${to}`).sort()).toEqual(
    others.flatMap((other) => [`${first} ${other}`, `${other} ${first}`]).sort(),
  );
  // distq sees one side of the split.
  await waitFor({
    what: 'the split to be noticed',
    timeoutMs: 60_000,
    probe: async () => (await members()).some(({ uuid }) => uuid === null) || undefined,
  });
  const shown = await distq.run(['status']);
  expect(shown.stdout).toContain('links are cut or slow; `distq heal` ends that');

  const healed = await distq.json(['heal'], linksAnswer);
  expect(healed.links.every(({ cut: still }) => still === undefined)).toBe(true);
  expect(healed.links.some(({ bytesHeldBack = 0 }) => bytesHeldBack > 0)).toBe(true);
  await untilTogether();
  expect((await distq.status()).links).toEqual([]);
});

test('a facade on the smaller side refuses posts with 503 and Retry-After, until the heal', async () => {
  const [first = ''] = (await members()).map(({ name }) => name);
  const { services } = await distq.status();
  const facade = services.find(({ name }) => name === 'facade-service-1');
  if (facade === undefined) throw new Error('no facade');
  const post = () =>
    fetch(`http://127.0.0.1:${facade.port}/facade`, {
      method: 'POST',
      body: new URLSearchParams({ msg: 'hello' }),
    });
  await distq.json(['isolate', first, '--with', facade.name], linksAnswer);
  const refused = await waitFor({
    what: 'a post to be refused',
    timeoutMs: 60_000,
    probe: async () => {
      const answer = await post();
      return answer.status === 503 ? answer : undefined;
    },
  });
  expect(refused.headers.get('retry-after')).toBe('1');
  expect(await refused.text()).toContain('1 of the 2 members that are needed');

  await distq.json(['heal'], linksAnswer);
  await waitFor({
    what: 'a post to be acknowledged',
    timeoutMs: 60_000,
    probe: async () => (await post()).status === 201 || undefined,
  });
  await untilTogether();
});

test('a slow link carries posts, later', async () => {
  const [, second = ''] = (await members()).map(({ name }) => name);
  const slow = await distq.json(['slow', second, '--latency', '50'], linksAnswer);
  expect(slow.links.every((link) => link.slow?.latencyMs === 50)).toBe(true);
  const posted = await distq.json(['post', '--count', '3'], z.object({ acknowledged: z.number() }));
  expect(posted.acknowledged).toBe(3);
  await distq.json(['heal', second], linksAnswer);
  expect((await distq.status()).links).toEqual([]);
});

test.each([
  [['isolate', 'nobody'], 'no member "nobody"'],
  [['isolate', 'hazelcast-node1', 'hazelcast-node2', 'hazelcast-node3'], 'every member is named'],
  [['isolate', 'hazelcast-node1', '--with', 'nobody-1'], 'no service instance is called "nobody-1"'],
])('%j is refused with the reason', async (args, reason) => {
  const { exitCode, stdout } = await distq.run([...args, '--json']);
  expect(exitCode).toBe(2);
  expect(errorDocument.parse(JSON.parse(stdout)).error.message).toContain(reason);
});
