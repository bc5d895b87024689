import { expect, test } from 'vitest';
import type { LinkStatus } from '../../../../src/protocol/links.ts';
import { isolateTargets } from '../../../../src/scenario/steps/faults/isolate-targets.ts';
import { undoFaults } from '../../../../src/scenario/steps/faults/lasting-fault.ts';
import { slowTargets } from '../../../../src/scenario/steps/faults/slow-targets.ts';
import { runContext } from '../../support/run-context.ts';
import { labStatus } from '../../support/session-status.ts';

const at = '2026-01-01T00:00:00.000Z';
const healedAt = '2026-01-01T00:00:09.000Z';
const [one = '', two = '', three = ''] = labStatus().members.map(({ name }) => name);

function link(from: string, to: string, counts: Partial<LinkStatus>): LinkStatus {
  return { from, to, bytesHeldBack: 0, bytesWaiting: 0, connectionsStopped: 0, ...counts };
}

/** A session in which each member's links hold so many bytes back. */
async function cutContext(bytesWaiting: number) {
  const held = new Map([
    [one, 3],
    [two, 5],
  ]);
  const healed: string[][] = [];
  const context = await runContext({
    status: () => Promise.resolve({ ...labStatus(), links: [link(one, three, { bytesWaiting })] }),
    isolate: (members) => Promise.resolve({ members, at, links: [] }),
    slow: (members) => Promise.resolve({ members, at, links: [] }),
    heal: (members) => {
      healed.push(members);
      const links = members.map((name) => link(name, three, { bytesHeldBack: held.get(name) ?? 0 }));
      return Promise.resolve({ members, at: healedAt, links });
    },
  });
  return { context, healed };
}

const cut = {
  from: 'members' as const,
  way: 'out' as const,
  newConnections: 'reset' as const,
  with: [],
  untilNoticed: false,
};

test('members that are cut off together are healed one by one, each with the bytes that its links held back', async () => {
  const { context, healed } = await cutContext(1);
  const faults = await isolateTargets(context, { ...cut, target: [one, two] });
  expect(faults.map(({ doubts }) => doubts)).toEqual([[], []]);
  await undoFaults(context.lasting);
  expect(healed.sort()).toEqual([[one], [two]].sort());
  expect(context.faults).toMatchObject([
    { target: one, signal: 'cut out', healedAt, bytesHeldBack: 3 },
    { target: two, healedAt, bytesHeldBack: 5 },
  ]);
  expect(context.lasting.size).toBe(0);
});

test('a cut that holds nothing back is in doubt', async () => {
  const { context } = await cutContext(0);
  const [fault] = await isolateTargets(context, { ...cut, target: one });
  expect(fault?.doubts).toEqual(['the cut held nothing back']);
});

test('a cut that nobody counts at is confirmed by the engine, and the fault has no bytes', async () => {
  const uncounted = { from: one, to: three, cut: { newConnections: 'drop', sinceMs: 0 } } as const;
  const context = await runContext({
    status: () => Promise.resolve({ ...labStatus(), links: [uncounted] }),
    isolate: (members) => Promise.resolve({ members, at, links: [uncounted] }),
    heal: (members) => Promise.resolve({ members, at: healedAt, links: [{ from: one, to: three }] }),
  });
  const [fault] = await isolateTargets(context, {
    from: 'members',
    way: 'both',
    with: [],
    untilNoticed: false,
    target: one,
  });
  expect(fault?.doubts).toEqual([]);
  await undoFaults(context.lasting);
  expect(fault).toMatchObject({ healedAt });
  expect(fault).not.toHaveProperty('bytesHeldBack');
});

test('a service cannot be cut off', async () => {
  const { context } = await cutContext(1);
  await expect(isolateTargets(context, { ...cut, target: 'messages-service' })).rejects.toThrow(
    'is no member',
  );
});

test.each([
  [{ latencyMs: 50 }, '50 ms'],
  [{ latencyMs: 50, jitterMs: 5, bytesPerSecond: 1_000 }, '50 ms, up to 5 ms more, 1000 bytes/s'],
])('a slow link %j is recorded as "%s"', async (slowness, words) => {
  const { context } = await cutContext(1);
  const [fault] = await slowTargets(context, one, { from: 'members', ...slowness });
  expect(fault?.signal).toBe(words);
});
