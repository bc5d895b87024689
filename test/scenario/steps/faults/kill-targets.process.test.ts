import { describe, expect, test } from 'vitest';
import { killTargets } from '../../../../src/scenario/steps/faults/kill-targets.ts';
import { runContext } from '../../support/run-context.ts';
import { endPart, runPart } from '../../support/run-part.ts';
import { labStatus } from '../../support/session-status.ts';

const target = 'messages-service-1';

test.each([
  ['is confirmed if the process ended', {}, []],
  [
    'is in doubt if the process goes on, whatever the session says',
    { goesOn: true },
    ['process OWN still runs'],
  ],
  ['is in doubt if the session says so', { hit: false }, ['process OWN still runs']],
  ['is in doubt if it was another process', { pid: 1 }, ['process 1 was killed instead of OWN']],
])(
  'a kill %s',
  async (_, { goesOn = false, ...told }: { goesOn?: boolean; hit?: boolean; pid?: number }, doubts) => {
    const part = await runPart();
    const context = await runContext({
      status: () => Promise.resolve(labStatus({ only: { [target]: part.pid } })),
      kill: async ([name = ''], signal) => {
        const signalledAt = new Date().toISOString();
        if (!goesOn) await endPart(part);
        return [{ name, signal, pid: part.pid, signalledAt, hit: true, ...told }];
      },
    });
    await killTargets(context, { target, signal: 'SIGKILL', underWay: false });
    expect(context.faults).toMatchObject([
      {
        kind: 'kill',
        target,
        pid: part.pid,
        ownerBefore: null,
        ownerAfter: null,
        doubts: doubts.map((doubt) => doubt.replace('OWN', String(part.pid))),
      },
    ]);
  },
);

/**
 * Three members that run; the status still names node2 as the owner, and the cluster knows that it is node1. When they are killed the
 * cluster still lists them until it is asked again, and the queue goes to node3.
 */
async function cluster() {
  const parts = new Map([
    ['hazelcast-node1', await runPart()],
    ['hazelcast-node2', await runPart()],
    ['hazelcast-node3', await runPart()],
  ]);
  const only = Object.fromEntries([...parts].map(([name, { pid }]) => [name, pid]));
  const addressOf = (name: string) =>
    labStatus().members.find((member) => member.name === name)?.address ?? '';
  let owner = 'hazelcast-node1';
  let seen = [...parts.keys()];
  let left = seen;
  const signalled: string[][] = [];
  const context = await runContext(
    {
      status: () => Promise.resolve(labStatus({ only, owner: 'hazelcast-node2' })),
      kill: (names, signal) => {
        signalled.push(names);
        left = left.filter((name) => !names.includes(name));
        return Promise.all(
          names.map(async (name) => {
            const part = parts.get(name);
            if (part === undefined) throw new Error(`no member ${name}`);
            await endPart(part);
            return { name, signal, pid: part.pid, signalledAt: new Date().toISOString(), hit: true };
          }),
        );
      },
    },
    {
      observer: {
        members: () => {
          const now = seen.map((name) => ({ uuid: name, address: addressOf(name), version: undefined }));
          if (seen !== left) owner = 'hazelcast-node3';
          seen = left;
          return now;
        },
        queueOwner: () => Promise.resolve(addressOf(owner)),
      },
    },
  );
  return { context, signalled };
}

describe('a kill of members', () => {
  test('looks up the owner in the cluster right before the signal, and waits for another one', async () => {
    const { context, signalled } = await cluster();
    await killTargets(context, { target: 'queue-owner', signal: 'SIGKILL', underWay: false });
    expect(signalled).toEqual([['hazelcast-node1']]);
    expect(context.faults).toMatchObject([
      { role: 'queue-owner', ownerBefore: 'hazelcast-node1', ownerAfter: 'hazelcast-node3', doubts: [] },
    ]);
  });

  test('of several at once waits for the owner in the same way', async () => {
    const { context, signalled } = await cluster();
    await killTargets(context, { target: 'cluster', signal: 'SIGKILL', underWay: false });
    expect(signalled).toEqual([['hazelcast-node1', 'hazelcast-node2', 'hazelcast-node3']]);
    // No member is left that could own it.
    expect(context.faults).toMatchObject(
      [1, 2, 3].map(() => ({ ownerBefore: 'hazelcast-node1', ownerAfter: null, doubts: [] })),
    );
  });

  test('by their names, one after the other', async () => {
    const { context, signalled } = await cluster();
    const target = ['hazelcast-node1', 'hazelcast-node2'];
    await killTargets(context, { target, signal: 'SIGKILL', underWay: false });
    expect(signalled).toEqual([['hazelcast-node1'], ['hazelcast-node2']]);
    expect(context.faults).toMatchObject([
      { target: 'hazelcast-node1', ownerBefore: 'hazelcast-node1', ownerAfter: 'hazelcast-node3' },
      { target: 'hazelcast-node2', ownerBefore: 'hazelcast-node3', ownerAfter: 'hazelcast-node3' },
    ]);
  });
});
