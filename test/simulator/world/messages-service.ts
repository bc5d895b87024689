import { MapLedger } from '../../../src/services/ledger/map-ledger.ts';
import type { Received } from '../../../src/services/queue/message.ts';
import { Inbox } from '../../../src/services/messages/inbox.ts';
import { startLedgerWork } from '../../../src/services/messages/ledger-work.ts';
import { startRawWork } from '../../../src/services/messages/raw-work.ts';
import { Receiver } from '../../../src/services/messages/receiver.ts';
import { RemovingSource } from '../../../src/services/messages/removing-source.ts';
import type { Work } from '../../../src/services/messages/work.ts';
import type { Environment } from './environment.ts';
import { ledgerMaps } from './ledger-maps.ts';
import type { Process } from './process.ts';
import { queueOf, removableOf, sourceOf } from './queue.ts';

const leaseMs = 5_000;

interface MessagesOptions {
  instance: string;
  onShown: (message: Received) => void;
}

/** The product's messages-service without HTTP. */
export function startMessagesService(
  environment: Environment,
  process: Process,
  { instance, onShown }: MessagesOptions,
): void {
  const access = { ...environment, process };
  const { clock } = process;
  const ignore = (): void => undefined;
  const inbox = new WatchedInbox(onShown);
  const logger = { info: ignore, warn: ignore };
  const startWork = (): Promise<Work> =>
    startLedgerWork({
      ledger: new MapLedger(ledgerMaps(access)),
      queue: queueOf(access),
      inbox,
      instance,
      logger,
      leaseMs,
      clock,
      newUuid: () => environment.random.uuid(),
      signal: new AbortController().signal,
    });
  const start = async (): Promise<void> => {
    const isRaw = environment.delivery === 'raw';
    const work = isRaw ? startRawWork({ inbox, logger }) : await startWork();
    new Receiver({
      source: isRaw ? new RemovingSource(removableOf(access), String, clock) : sourceOf(access),
      clock,
      onItems: work.take,
      onTrouble: ignore,
      onRecovery: ignore,
    }).start();
  };
  start().catch((error: unknown) => {
    environment.fail('a messages-service does not start', String(error));
  });
}

class WatchedInbox extends Inbox {
  readonly #onShown: (message: Received) => void;

  constructor(onShown: (message: Received) => void) {
    super(() => new Date(0));
    this.#onShown = onShown;
  }

  override show(message: Received, key?: string | null): boolean {
    const isNew = super.show(message, key);
    if (isNew) this.#onShown(message);
    return isNew;
  }

  override showItem(item: string): Received {
    const message = super.showItem(item);
    this.#onShown(message);
    return message;
  }
}
