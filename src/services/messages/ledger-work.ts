import type { Logger } from 'pino';
import { contestWords } from '../../protocol/contest-words.ts';
import { messageOf } from '../../foundation/errors/errors.ts';
import type { Clock } from '../../foundation/async/clock.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { shorten } from '../log/log.ts';
import type { MessageQueue } from '../queue/message-queue.ts';
import { TextLog } from '../log/text-log.ts';
import type { StageRing } from '../trace/stage-ring.ts';
import type { Inbox } from './inbox.ts';
import { LedgerIntake, receivedFrom } from './ledger-intake.ts';
import { PendingCleaner } from './pending-cleaner.ts';
import { Relay } from './relay.ts';
import { wasReceived, type Work } from './work.ts';

interface LedgerWorkOptions {
  ledger: Ledger;
  queue: Pick<MessageQueue, 'peek' | 'offer' | 'addAll'>;
  inbox: Inbox;
  instance: string;
  logger: Pick<Logger, 'info' | 'warn'>;
  leaseMs: number;
  clock: Clock;
  newUuid: () => string;
  /** Aborted when the service must stop. */
  signal: AbortSignal;
  stages?: StageRing | undefined;
}

/** Shows again what this instance received, starts its relay, and returns the work that takes items from the queue. */
export async function startLedgerWork(options: LedgerWorkOptions): Promise<Work> {
  const { ledger, queue, inbox, instance, logger, leaseMs, clock, newUuid, signal, stages } = options;
  const onTrouble = (reason: string): void => {
    logger.warn(`Ledger Does Not Answer: ${reason}`);
  };
  const lines = new TextLog({ logger, what: wasReceived });
  const onShown = (texts: string[]): void => {
    lines.add(texts);
  };
  const cleaner = new PendingCleaner({
    ledger,
    clock,
    stages,
    onTrouble: (error) => {
      onTrouble(messageOf(error));
    },
  });
  const intake = new LedgerIntake({
    ledger,
    inbox,
    instance,
    clock,
    newUuid,
    stages,
    onShown,
    onSettledElsewhere: ({ msg, instance: other }) => {
      logger.info(`${contestWords.settledElsewhere}: '${shorten(msg)}' is with ${other}`);
    },
    onTrouble,
  });
  await intake.restore(signal);
  const relay = new Relay({
    ledger,
    queue,
    instance,
    leaseMs,
    clock,
    stages,
    isShown: ({ uuid, at }) => inbox.has(uuid) || inbox.hasForgotten(at),
    show: (settled) => {
      if (!inbox.show(receivedFrom(settled), settled.uuid)) return;
      stages?.add('shown', settled.uuid);
      onShown([settled.msg]);
    },
    onRelayed: (count) => {
      logger.info(`${contestWords.offeredAgain}: ${count} ${count === 1 ? 'message' : 'messages'}`);
    },
    onTrouble,
  });
  relay.start();
  // The last write of this instance's earlier process may arrive after the first reading.
  const cancelSecondLook = clock.schedule(leaseMs, () => {
    intake.showLate(signal).catch(() => undefined);
  });
  return {
    take: async (items) => {
      cleaner.add(await intake.take(items));
    },
    stop: async () => {
      cancelSecondLook();
      await relay.stop();
      await cleaner.finish();
      lines.flush();
    },
  };
}
