import { createServer, type Server } from 'node:http';
import { once, setMaxListeners } from 'node:events';
import { afterAll, expect, test } from 'vitest';
import type { LedgerContents } from '../../../src/broker/contract/cluster-contents.ts';
import type { ClusterObserver } from '../../../src/broker/contract/cluster-observer.ts';
import type { SessionStatus } from '../../../src/control/contract.ts';
import { Observation } from '../../../src/scenario/evidence/observe.ts';
import { NotReadyError } from '../../../src/foundation/errors/errors.ts';
import { encodeEnvelope } from '../../../src/protocol/envelope.ts';
import { waitFor } from '../../../src/foundation/async/wait-for.ts';
import { collectGarbage } from '../../foundation/support/collect-garbage.ts';
import { requireAbility } from '../../../src/system/contract/require-ability.ts';
import { createSystem } from '../../../src/system/create-system.ts';
import { labStatus } from '../support/session-status.ts';
import type { MessageRef } from '../../../src/system/contract/message-ref.ts';

const servers: Server[] = [];

// The tests wait most of the time, so they run side by side.
afterAll(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

/** What the test's cluster and services hold; changed as the test goes on. */
interface World {
  sets: Record<string, MessageRef[] | 'silent' | 'hanging'>;
  queue: string[];
  log: string[];
  down: string[];
  ledger: LedgerContents;
  /** The cluster answers nothing any more. */
  hangs: boolean;
  /** Services of kind messages-service. */
  consumers: string[];
  /** Requests that hung, and were given up by who sent them. */
  ended: number;
}

function uuid(number: number): string {
  return `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
}

function message(number: number) {
  return { uuid: uuid(number), msg: `msg${number}` };
}

/** Real services on sockets of their own, and a status that tells where they are. */
async function open(
  world: World,
): Promise<{ status: () => Promise<SessionStatus>; observer: ClusterObserver }> {
  const ports = new Map<string, number>();
  for (const name of Object.keys(world.sets)) {
    const server = createServer((_, response) => {
      const set = world.sets[name];
      if (set === 'hanging') response.on('close', () => (world.ended += 1));
      else if (set === 'silent') response.destroy();
      else response.setHeader('content-type', 'application/json').end(JSON.stringify(set));
    });
    servers.push(server.listen(0, '127.0.0.1'));
    await once(server, 'listening');
    const address = server.address();
    if (address !== null && typeof address === 'object') ports.set(name, address.port);
  }
  const answer = <T>(value: T) => (world.hangs ? new Promise<T>(() => undefined) : Promise.resolve(value));
  const observer: ClusterObserver = {
    members: () => [],
    queueOwner: () => Promise.resolve(undefined),
    counts: () => Promise.resolve(new Map()),
    queueSize: () => answer(world.queue.length),
    pendingUuids: () => answer(world.ledger.pendingUuids),
    contents: () => answer({ queueItems: world.queue, loggedUuids: world.log, ledger: world.ledger }),
    isSafe: () => Promise.resolve(true),
    close: () => Promise.resolve(),
  };
  const status = () => {
    const lab = labStatus({ down: world.down, consumers: world.consumers });
    const services = lab.services.map((service) => ({ ...service, port: ports.get(service.name) ?? 1 }));
    return Promise.resolve({ ...lab, services });
  };
  return { status, observer };
}

function world(change: Partial<World> = {}): World {
  return {
    sets: { 'messages-service-1': [], 'messages-service-2': [] },
    queue: [],
    log: [],
    down: [],
    ledger: { pendingUuids: [], deliveredUuids: [], plain: [] },
    hangs: false,
    consumers: ['messages-service'],
    ended: 0,
    ...change,
  };
}

const never = new AbortController().signal;
// Every test that runs listens to it.
setMaxListeners(0, never);
const received = requireAbility(createSystem().received, 'received');
const soon = { received, withinMs: 20_000, signal: never };

test.concurrent('messages from before the run do not count, wherever they move', async () => {
  const plain = { uuid: null, msg: 'of another producer' };
  const lab = world({
    sets: { 'messages-service-1': [message(1), plain], 'messages-service-2': [] },
    queue: [encodeEnvelope(message(2)), 'plain item'],
    log: [uuid(1), uuid(2)],
  });
  const { status, observer } = await open(lab);
  const observation = await Observation.begin(status, observer, soon);
  expect(await observation.olderItems()).toBe(2);

  lab.sets['messages-service-2'] = [message(2), message(3)];
  lab.queue = ['plain item', encodeEnvelope(message(4))];
  lab.log.push(uuid(3), uuid(4));
  expect(await observation.all(soon)).toEqual({
    received: { 'messages-service-1': [], 'messages-service-2': [message(3)] },
    queued: [message(4)],
    pending: [],
    logged: [uuid(3), uuid(4)],
  });
  expect(await observation.olderItems()).toBe(1);
});

test.concurrent('every messages-service is asked, whatever it is called', async () => {
  const lab = world({
    sets: { 'consumers-1': [], 'consumers-2': [], 'audience-1': [], 'audience-2': [] },
    consumers: ['consumers', 'audience'],
  });
  const { status, observer } = await open(lab);
  const observation = await Observation.begin(status, observer, soon);
  lab.sets['consumers-2'] = [message(1)];
  lab.sets['audience-1'] = [message(1)];
  expect((await observation.all(soon)).received).toEqual({
    'consumers-1': [],
    'consumers-2': [message(1)],
    'audience-1': [message(1)],
    'audience-2': [],
  });
});

test.concurrent(
  'a pending message, and a recorded one that no running instance shows, is still in the ledger',
  async () => {
    const lab = world({
      ledger: {
        pendingUuids: [uuid(1)],
        deliveredUuids: [uuid(2)],
        plain: [{ key: 'plain:old', instance: 'messages-service-2' }],
      },
    });
    const { status, observer } = await open(lab);
    const observation = await Observation.begin(status, observer, soon);
    lab.ledger = {
      pendingUuids: [uuid(1), uuid(3)],
      deliveredUuids: [uuid(2), uuid(4), uuid(5)],
      plain: ['plain:old', 'plain:new'].map((key) => ({ key, instance: 'messages-service-2' })),
    };
    lab.sets['messages-service-1'] = [message(4)];
    expect((await observation.all(soon)).pending).toEqual([uuid(3), uuid(5)]);
    lab.down = ['messages-service-2'];
    expect((await observation.all(soon)).pending).toEqual([uuid(3), uuid(5), 'plain:new']);
  },
);

test.concurrent('an instance that does not run is not asked, and a dead cluster holds nothing', async () => {
  const lab = world({ queue: [encodeEnvelope(message(1))] });
  const { status, observer } = await open(lab);
  const observation = await Observation.begin(status, observer, soon);
  lab.sets['messages-service-1'] = 'silent';
  lab.queue.push(encodeEnvelope(message(2)));
  lab.down = ['messages-service-1', 'hazelcast-node1', 'hazelcast-node2', 'hazelcast-node3'];
  expect(await observation.all(soon)).toMatchObject({ received: { 'messages-service-2': [] }, queued: [] });
});

test.concurrent('an instance that does not answer at first is asked again', async () => {
  const lab = world();
  const { status, observer } = await open(lab);
  const observation = await Observation.begin(status, observer, soon);
  lab.sets['messages-service-1'] = 'silent';
  const all = observation.all(soon);
  const back = setTimeout(() => (lab.sets['messages-service-1'] = [message(1)]), 300);
  expect((await all).received['messages-service-1']).toEqual([message(1)]);
  clearTimeout(back);
});

test.concurrent('an instance that never answers is named in the error', async () => {
  const lab = world();
  const { status, observer } = await open(lab);
  const observation = await Observation.begin(status, observer, soon);
  lab.sets['messages-service-1'] = 'silent';
  const all = observation.all({ ...soon, withinMs: 500 });
  await expect(all).rejects.toThrow(NotReadyError);
  await expect(all).rejects.toThrow('messages-service-1 does not report what it received');
});

test.concurrent(
  'the drain ends when nothing changes any more, and not while the queue holds items',
  async () => {
    const lab = world({ queue: [encodeEnvelope(message(1))] });
    const { status, observer } = await open(lab);
    const observation = await Observation.begin(status, observer, soon);
    let drained = false;
    const drain = observation.drain(30_000, never).then(() => (drained = true));
    const taken = setTimeout(() => {
      expect(drained).toBe(false);
      lab.queue = [];
      lab.sets['messages-service-1'] = [message(1)];
    }, 1_000);
    await drain;
    clearTimeout(taken);
    expect(lab.queue).toEqual([]);
  },
);

test.concurrent('the drain does not end while messages are pending', async () => {
  const lab = world();
  const { status, observer } = await open(lab);
  const observation = await Observation.begin(status, observer, soon);
  lab.ledger.pendingUuids = [uuid(1)];
  const settled = setTimeout(() => (lab.ledger.pendingUuids = []), 1_000);
  await observation.drain(30_000, never);
  clearTimeout(settled);
  expect(lab.ledger.pendingUuids).toEqual([]);
});

test.concurrent(
  'the drain ends at its timeout, even if an instance stays silent or messages are left',
  async () => {
    const lab = world({ queue: [encodeEnvelope(message(1))] });
    const { status, observer } = await open(lab);
    const observation = await Observation.begin(status, observer, soon);
    lab.sets['messages-service-1'] = 'silent';
    const startedMs = performance.now();
    await observation.drain(500, never);
    expect(performance.now() - startedMs).toBeGreaterThanOrEqual(499);
  },
);

test.concurrent('an interruption ends the drain', async () => {
  const lab = world({ queue: [encodeEnvelope(message(1))] });
  const { status, observer } = await open(lab);
  const observation = await Observation.begin(status, observer, soon);
  const interrupt = new AbortController();
  const drain = observation.drain(60_000, interrupt.signal);
  interrupt.abort(new Error('interrupted'));
  await expect(drain).rejects.toThrow('interrupted');
});

test.concurrent.each<[string, (lab: World) => void]>([
  [
    'an instance that accepts the request and does not answer',
    (lab) => (lab.sets['messages-service-1'] = 'hanging'),
  ],
  ['a cluster that does not report its contents', (lab) => (lab.hangs = true)],
])('no answer delays the observation beyond the timeout: %s', async (_, hang) => {
  const lab = world({ queue: [encodeEnvelope(message(1))] });
  const { status, observer } = await open(lab);
  const observation = await Observation.begin(status, observer, soon);
  hang(lab);
  // Nothing but the bound ends these: the test itself would time out.
  await expect(observation.all({ ...soon, withinMs: 300 })).rejects.toThrow(
    /waited 300 ms for all instances to report/,
  );
  await observation.drain(300, never);
});

test.concurrent(
  'the request to a silent instance ends at the timeout, even if garbage is collected meanwhile',
  async () => {
    const lab = world();
    const { status, observer } = await open(lab);
    const observation = await Observation.begin(status, observer, soon);
    lab.sets['messages-service-1'] = 'hanging';
    const endCollecting = collectGarbage(20);
    try {
      await observation.drain(300, never);
      await waitFor({
        what: 'the end of the request',
        timeoutMs: 4_000,
        probe: () => lab.ended > 0 || undefined,
      });
    } finally {
      endCollecting();
    }
  },
);

test.concurrent('an interruption ends the requests under way', async () => {
  const lab = world();
  const { status, observer } = await open(lab);
  const observation = await Observation.begin(status, observer, soon);
  lab.sets['messages-service-1'] = 'hanging';
  const interrupt = new AbortController();
  const all = observation.all({ withinMs: 3_600_000, signal: interrupt.signal });
  const one = observation.messagesOf(received, interrupt.signal);
  interrupt.abort(new Error('interrupted'));
  const ended = await Promise.allSettled([all, one]);
  expect(ended.map((each) => (each.status === 'rejected' ? String(each.reason) : 'answered'))).toEqual([
    expect.stringContaining('interrupted'),
    expect.stringContaining('interrupted'),
  ]);
});
