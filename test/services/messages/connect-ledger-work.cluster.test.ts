import type { Client } from 'hazelcast-client';
import { randomUUID } from 'node:crypto';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { connectToCluster } from '../../../src/broker/hazelcast/client/cluster-connection.ts';
import { openHazelcastLedger } from '../../../src/services/ledger/hazelcast-ledger.ts';
import type { Ledger } from '../../../src/services/ledger/ledger.ts';
import { Inbox } from '../../../src/services/messages/inbox.ts';
import { connectLedgerWork } from '../../../src/services/messages/connect-ledger-work.ts';
import type { ClusterRole } from '../../../src/services/cluster-service.ts';
import { contestWords } from '../../../src/protocol/contest-words.ts';
import { encodeEnvelope } from '../../../src/protocol/envelope.ts';
import { RealCluster } from '../../broker/hazelcast/support/real-cluster.ts';
import { message } from '../support/ledger-lab.ts';

let real: RealCluster;
let cluster: Client;
let ledger: Ledger;

beforeAll(async () => {
  real = await RealCluster.start(1, { map: { backups: 0 }, queue: { backups: 0 } });
  cluster = await connect('producer');
  ledger = await openHazelcastLedger(cluster);
});

afterEach(() => {
  vi.unstubAllEnvs();
});

afterAll(async () => {
  await cluster.shutdown();
  await real.stop();
});

function connect(role: ClusterRole): Promise<Client> {
  return connectToCluster(real.settings, { role, name: 'test' });
}

/** The work of an instance with this lease; `lines` is what it logs. */
async function start(instance: string, leaseMs: number) {
  vi.stubEnv('DISTQ_LEASE_MS', String(leaseMs));
  const stopping = new AbortController();
  const inbox = new Inbox(() => new Date());
  const lines: string[] = [];
  const { work } = await connectLedgerWork({
    connected: {
      cluster,
      settings: real.settings,
      delivery: 'ledger',
      retention: { shownMb: 1, logSeconds: 0, deliveredSeconds: 0 },
      connect: async (role) => {
        const client = await connect(role);
        onTestFinished(() => client.shutdown());
        return client;
      },
      signal: stopping.signal,
    },
    inbox,
    instance,
    logger: pino({ base: null }, { write: (line) => lines.push(line) }),
  });
  let isStopped = false;
  const stop = async (): Promise<void> => {
    if (!isStopped) await work.stop();
    isStopped = true;
  };
  onTestFinished(stop);
  return { inbox, work, lines, stop };
}

test('what is marked pending is offered again after the lease of the environment, and not before', async () => {
  const hourMs = 3_600_000;
  const [old, young] = [message('old'), message('young')];
  const youngAt = Date.now() - hourMs / 2;
  await ledger.markPending({ id: old.uuid, at: Date.now() - 2 * hourMs, messages: [old] });
  await ledger.markPending({ id: young.uuid, at: youngAt, messages: [young] });
  const queue = await cluster.getQueue<string>(real.settings.queueName);
  const { lines, stop } = await start('one', hourMs);
  await expect.poll(() => queue.size(), { timeout: 20_000 }).toBeGreaterThan(0);
  await stop();
  expect(await queue.toArray()).toEqual([encodeEnvelope(old)]);
  expect(await ledger.pendingSince(young.uuid)).toBe(youngAt);
  expect(lines.join('')).toContain(`"${contestWords.offeredAgain}: 1 message"`);
});

test('a record of an earlier process that comes after the start is shown after the lease', async () => {
  const { inbox } = await start('two', 2_000);
  const late = message('late');
  await ledger.record(late.uuid, { instance: 'two', at: Date.now(), messages: [late] });
  await expect.poll(() => inbox.has(late.uuid), { timeout: 20_000 }).toBe(true);
});

test('who takes what another one has says so', async () => {
  const { inbox, work, lines } = await start(`three ${randomUUID()}`, 60_000);
  const theirs = message('theirs');
  await ledger.record(theirs.uuid, { instance: 'other', at: Date.now(), messages: [theirs] });
  await work.take([encodeEnvelope(theirs)]);
  expect(inbox.has(theirs.uuid)).toBe(false);
  expect(lines.join('')).toContain(`"${contestWords.settledElsewhere}: 'theirs' is with other"`);
});
