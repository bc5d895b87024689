import { expect, test } from 'vitest';
import { SystemWatch } from '../../../src/page/watch/system-watch.ts';
import type { PageChange } from '../../../src/page/wire/apply-change.ts';
import { labStatus, memberStatus } from '../support/lab-status.ts';

const posts = { posted: 0, acknowledged: 0, refused: 0, indeterminate: 0 };

/** What is told of a lab whose status and owner a test changes. */
function watched() {
  const lab = { status: labStatus, owner: 'host:1' };
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
  lab.status = {
    ...labStatus,
    members: [memberStatus('one', 'host:1', true), memberStatus('two', 'host:2')],
  };
  await watch.lookAtSystem();
  lab.status = labStatus;
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
