import type { Logger } from 'pino';
import { v4 } from 'uuid';
import { systemClock } from '../../foundation/async/clock.ts';
import { HazelcastQueue } from '../queue/hazelcast-queue.ts';
import { openHazelcastLedger } from '../ledger/hazelcast-ledger.ts';
import type { MapLedger } from '../ledger/map-ledger.ts';
import type { ConnectedCluster } from '../cluster-service.ts';
import type { StageRing } from '../trace/stage-ring.ts';
import type { Inbox } from './inbox.ts';
import { startLedgerWork } from './ledger-work.ts';
import type { Work } from './work.ts';

interface ConnectOptions {
  connected: ConnectedCluster;
  inbox: Inbox;
  instance: string;
  logger: Logger;
  stages?: StageRing | undefined;
}

const defaultLeaseMs = 5_000;

/** Starts the ledger work with its own connection to the cluster. @returns the work, and the ledger that it uses */
export async function connectLedgerWork({
  connected,
  ...options
}: ConnectOptions): Promise<{ work: Work; ledger: MapLedger }> {
  // Not the client that polls: that one must not drop an item because a backup did not answer, while a record counts
  // only with its backup.
  const writer = await connected.connect('producer');
  const ledger = await openHazelcastLedger(writer);
  const queue = new HazelcastQueue(await writer.getQueue<string>(connected.settings.queueName));
  const work = await startLedgerWork({
    ...options,
    ledger,
    queue,
    leaseMs: leaseMsFrom(process.env['DISTQ_LEASE_MS']),
    clock: systemClock,
    newUuid: v4,
    signal: connected.signal,
  });
  return { work, ledger };
}

function leaseMsFrom(text: string | undefined): number {
  const leaseMs = Number(text);
  return Number.isInteger(leaseMs) && leaseMs > 0 ? leaseMs : defaultLeaseMs;
}
