import { expect, test } from 'vitest';
import type { SessionStatus } from '../../../src/control/contract.ts';
import { SystemWatch } from '../../../src/page/watch/system-watch.ts';
import type { PageChange } from '../../../src/page/wire/apply-change.ts';

const posts = { posted: 0, acknowledged: 0, refused: 0, indeterminate: 0 };

function member(name: string, address: string, frozen?: true): SessionStatus['members'][number] {
  const counts = { queue: null, map: null };
  const known = { name, address, state: 'ready' as const, pid: null, uuid: null, version: null };
  return { ...known, ...counts, ownsQueue: name === 'one', ...(frozen === undefined ? {} : { frozen }) };
}

const status: SessionStatus = {
  schemaVersion: 2,
  session: 'default',
  topology: 'two',
  broker: 'hazelcast',
  runtime: 'jvm',
  delivery: 'ledger',
  clusterName: 'dev',
  facade: null,
  services: [],
  members: [member('one', 'host:1'), member('two', 'host:2')],
  queue: { name: 'queue', size: 0, owner: 'one', backups: 1, maxSize: 0 },
  map: { name: 'map', backups: 1 },
  run: null,
};

/** What is told of a lab whose status and owner a test changes. */
function watched() {
  const lab = { status, owner: 'host:1' };
  const changes: PageChange[] = [];
  const cluster = {
    isSafe: () => Promise.resolve(true),
    knownQueueOwner: () => lab.owner,
    ownedPartitions: () => new Map([['host:1', 271]]),
  };
  const session = () => ({ status: () => Promise.resolve(lab.status) });
  const watch = new SystemWatch(
    { session, cluster: () => cluster },
    () => posts,
    (change) => changes.push(change),
  );
  return { lab, changes, watch };
}

test('a new owner is told without another status, and once', async () => {
  const { lab, changes, watch } = watched();
  await watch.lookAtSystem();
  lab.owner = 'host:2';
  watch.lookAtOwner();
  watch.lookAtOwner();
  expect(changes.slice(1)).toEqual([{ kind: 'owner', owner: 'two' }]);
});

test('a status that still has the owner of before does not undo the new one', async () => {
  const { lab, changes, watch } = watched();
  lab.owner = 'host:2';
  await watch.lookAtSystem();
  expect(changes).toMatchObject([
    {
      kind: 'system',
      system: {
        queue: { owner: 'two' },
        members: [
          { name: 'one', ownsQueue: false, partitions: 271 },
          { name: 'two', ownsQueue: true, partitions: null },
        ],
      },
    },
  ]);
});

test('a freeze and a thaw are marked, whoever caused them', async () => {
  const { lab, changes, watch } = watched();
  await watch.lookAtSystem();
  lab.status = { ...status, members: [member('one', 'host:1', true), member('two', 'host:2')] };
  await watch.lookAtSystem();
  lab.status = status;
  await watch.lookAtSystem();
  const events = changes.flatMap((change) => (change.kind === 'event' ? change.event : []));
  expect(events).toMatchObject([
    { name: 'one', fault: 'freeze' },
    { name: 'one', fault: 'thaw' },
  ]);
});

test('whether the cluster is safe is told when it changes', async () => {
  const { changes, watch } = watched();
  await watch.lookAtSystem();
  await watch.lookAtSafety();
  await watch.lookAtSafety();
  expect(changes.slice(1)).toEqual([{ kind: 'safe', safe: true }]);
});
