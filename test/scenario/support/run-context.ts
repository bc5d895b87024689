import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { brokerOf } from '../../../src/broker/broker-of.ts';
import type { ClusterObserver } from '../../../src/broker/contract/cluster-observer.ts';
import type { Session } from '../../../src/control/contract.ts';
import { Journal } from '../../../src/posting/journal.ts';
import { createSystem } from '../../../src/system/create-system.ts';
import { Posts } from '../../../src/scenario/steps/posts.ts';
import { seededChoices } from '../../../src/scenario/steps/seeded-choices.ts';
import type { RunContext } from '../../../src/scenario/steps/run-context.ts';
import { labStatus } from './session-status.ts';
import { temporaryDirectory } from '../../broker/hazelcast/support/temporary-directory.ts';

function unasked(): never {
  throw new Error('this test does not tell what that does');
}

/** A session that can do only this. */
export function sessionWith(operations: Partial<Session>): Session {
  return {
    status: unasked,
    start: unasked,
    stop: unasked,
    restart: unasked,
    kill: unasked,
    killNode: unasked,
    isolate: unasked,
    slow: unasked,
    heal: unasked,
    logs: unasked,
    findLines: unasked,
    events: unasked,
    down: unasked,
    claim: unasked,
    ...operations,
  };
}

const unaskedObserver: ClusterObserver = {
  members: unasked,
  queueOwner: unasked,
  counts: unasked,
  queueSize: unasked,
  pendingUuids: unasked,
  contents: unasked,
  isSafe: unasked,
  close: unasked,
};

/** What the steps of a run share, with a session and an observer that can do only this. */
export async function runContext(
  operations: Partial<Session>,
  {
    facade = new URL('http://127.0.0.1:1'),
    observer = {},
    signal = new AbortController().signal,
  }: { facade?: URL; observer?: Partial<ClusterObserver>; signal?: AbortSignal } = {},
): Promise<RunContext> {
  const journal = await Journal.open(join(await temporaryDirectory(), 'journal.jsonl'));
  onTestFinished(() => journal.close());
  const session = sessionWith(operations);
  const system = createSystem();
  let lastStatus = labStatus();
  return {
    session,
    broker: brokerOf('hazelcast'),
    clusterSettings: { clusterName: 'lab', addresses: ['127.0.0.1:1'], mapName: 'map', queueName: 'queue' },
    system,
    observer: { ...unaskedObserver, ...observer },
    facade: facade.href,
    posts: new Posts(system, facade, journal, signal),
    choices: seededChoices(1),
    signal,
    shutdown: undefined,
    faults: [],
    checks: [],
    lasting: new Set(),
    status: async (options) => (lastStatus = await session.status(options)),
    lastStatus: () => lastStatus,
    messagesOf: unasked,
    olderItems: unasked,
  };
}
