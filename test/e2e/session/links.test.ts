import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { linksAnswer } from '../../../src/control/messages.ts';
import { waitFor } from '../../../src/foundation/async/wait-for.ts';
import { Distq, errorDocument } from '../support/distq.ts';

let distq: Distq;

beforeAll(async () => {
  distq = await Distq.inNewDirectory();
  const { exitCode, stderr } = await distq.run(['up', '-d', '-t', 'seed', '--isolated', '--links', 'all']);
  expect(stderr).not.toContain('error');
  expect(exitCode).toBe(0);
}, 120_000);

afterAll(() => distq.dispose());

const members = async () => {
  const { members: all } = await distq.status();
  return all;
};

test('a member is cut off, the status warns of it, and a heal brings the members together again', async () => {
  const [first = '', second = ''] = (await members()).map(({ name }) => name);
  const cut = await distq.json(['isolate', first], linksAnswer);
  expect(cut.members).toEqual([first]);
  expect(cut.links.map(({ from, to }) => [from, to]).sort()).toEqual(
    [
      [first, second],
      [second, first],
    ].sort(),
  );
  // A client sees one side of the split.
  await waitFor({
    what: 'the split to be noticed',
    timeoutMs: 60_000,
    probe: async () => (await members()).filter(({ uuid }) => uuid !== null).length === 1 || undefined,
  });
  const shown = await distq.run(['status']);
  expect(shown.stdout).toContain('links are cut or slow; `distq heal` ends that');

  const healed = await distq.json(['heal'], linksAnswer);
  expect(healed.links.every(({ cut: still }) => still === undefined)).toBe(true);
  expect(healed.links.some(({ bytesHeldBack = 0 }) => bytesHeldBack > 0)).toBe(true);
  await waitFor({
    what: 'the members to be together',
    timeoutMs: 60_000,
    probe: async () => (await members()).every(({ uuid }) => uuid !== null) || undefined,
  });
  expect((await distq.status()).links).toEqual([]);
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
  [['isolate', 'hazelcast-node1', 'hazelcast-node2'], 'every member is named'],
])('%j is refused with the reason', async (args, reason) => {
  const { exitCode, stdout } = await distq.run([...args, '--json']);
  expect(exitCode).toBe(2);
  expect(errorDocument.parse(JSON.parse(stdout)).error.message).toContain(reason);
});
