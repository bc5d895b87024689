import type { Logger } from 'pino';
import { v4 } from 'uuid';
import { contestWords } from '../../shared/contest-words.ts';
import { messageOf } from '../../shared/errors.ts';
import { HazelcastLedger } from '../ledger/hazelcast-ledger.ts';
import { shorten } from '../log.ts';
import { HazelcastQueue } from '../hazelcast-queue.ts';
import type { ConnectedCluster } from '../service.ts';
import { TextLog } from '../text-log.ts';
import type { Inbox } from './inbox.ts';
import { LedgerIntake, receivedFrom } from './ledger-intake.ts';
import { Relay } from './relay.ts';
import { PendingCleaner } from './pending-cleaner.ts';
import { wasReceived, type Work } from './work.ts';

interface LedgerWorkOptions {
  connected: ConnectedCluster;
  inbox: Inbox;
  instance: string;
  logger: Logger;
}

const defaultLeaseMs = 5_000;

/** Shows again what this instance received, starts its relay, and gives what takes the items of the queue. */
export async function startLedgerWork(options: LedgerWorkOptions): Promise<Work> {
  const { connected, inbox, instance, logger } = options;
  // Another client than the one that takes: that one must not throw away an item because a backup did not answer, while a
  // record counts only with its backup.
  const writer = await connected.connect('producer');
  const ledger = await HazelcastLedger.open(writer);
  const queue = await writer.getQueue<string>(connected.settings.queueName);
  const onTrouble = (reason: string): void => {
    logger.warn(`Ledger Does Not Answer: ${reason}`);
  };
  const lines = new TextLog({ logger, what: wasReceived });
  const onShown = (texts: string[]): void => {
    lines.add(texts);
  };
  const cleaner = new PendingCleaner({
    ledger,
    onTrouble: (error) => {
      onTrouble(messageOf(error));
    },
  });
  const intake = new LedgerIntake({
    ledger,
    inbox,
    instance,
    nowMs: Date.now,
    newUuid: v4,
    onShown,
    onSettledElsewhere: ({ msg, instance: other }) => {
      logger.info(`${contestWords.settledElsewhere}: '${shorten(msg)}' is with ${other}`);
    },
    onTrouble,
  });
  await intake.restore(connected.signal);
  const leaseMs = leaseMsFrom(process.env['DISTQ_LEASE_MS']);
  const relay = new Relay({
    ledger,
    queue: new HazelcastQueue(queue),
    instance,
    leaseMs,
    nowMs: Date.now,
    isShown: ({ uuid, at }) => inbox.has(uuid) || inbox.hasForgotten(at),
    show: (settled) => {
      if (inbox.show(receivedFrom(settled), settled.uuid)) onShown([settled.msg]);
    },
    onRelayed: (count) => {
      logger.info(`${contestWords.offeredAgain}: ${count} ${count === 1 ? 'message' : 'messages'}`);
    },
    onTrouble,
  });
  relay.start();
  // A record that an earlier process of this instance had on its way when it died may arrive after the first look.
  const secondLook = setTimeout(() => {
    intake.showLate(connected.signal).catch(() => undefined);
  }, leaseMs);
  return {
    take: async (items) => {
      cleaner.add(await intake.take(items));
    },
    stop: async () => {
      clearTimeout(secondLook);
      await relay.stop();
      await cleaner.finish();
      lines.flush();
    },
  };
}

function leaseMsFrom(text: string | undefined): number {
  const leaseMs = Number(text);
  return Number.isInteger(leaseMs) && leaseMs > 0 ? leaseMs : defaultLeaseMs;
}
