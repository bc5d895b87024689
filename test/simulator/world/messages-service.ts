import { MapLedger } from '../../../src/services/ledger/map-ledger.ts';
import type { Received } from '../../../src/services/queue/message.ts';
import { Inbox } from '../../../src/services/messages/inbox.ts';
import { startLedgerWork } from '../../../src/services/messages/ledger-work.ts';
import { Receiver } from '../../../src/services/messages/receiver.ts';
import type { Environment } from './environment.ts';
import { ledgerMaps } from './ledger-maps.ts';
import type { Process } from './process.ts';
import { queueOf, sourceOf } from './queue.ts';

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
  const start = async (): Promise<void> => {
    const work = await startLedgerWork({
      ledger: new MapLedger(ledgerMaps(access)),
      queue: queueOf(access),
      inbox: new WatchedInbox(onShown),
      instance,
      logger: { info: ignore, warn: ignore },
      leaseMs,
      clock,
      newUuid: () => environment.random.uuid(),
      signal: new AbortController().signal,
    });
    new Receiver({
      source: sourceOf(access),
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
}
