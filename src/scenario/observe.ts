import { setTimeout as sleep } from 'node:timers/promises';
import type { LedgerContents } from '../cluster/contents.ts';
import type { ClusterObserver } from '../cluster/observer.ts';
import type { SessionStatus } from '../control/contract.ts';
import type { MessageRef, Observations } from '../delivery/account.ts';
import { decodeEnvelope } from '../shared/envelope.ts';
import { askInstances, type MessageKeeper } from './instances.ts';

const pollMs = 100;
/** Longer than a consumer's poll: within it, one that has an item in hand shows it. */
const quietMs = 700;

/** What is found in a session, leaving out what was there before the run. */
export class Observation {
  readonly #status: () => Promise<SessionStatus>;
  readonly #observer: ClusterObserver;
  readonly #before: ReadonlySet<string>;

  private constructor(
    status: () => Promise<SessionStatus>,
    observer: ClusterObserver,
    before: ReadonlySet<string>,
  ) {
    this.#status = status;
    this.#observer = observer;
    this.#before = before;
  }

  /** Begins now: whatever is found now does not count later. */
  static async begin(status: () => Promise<SessionStatus>, observer: ClusterObserver): Promise<Observation> {
    const now = await new Observation(status, observer, new Set()).all();
    const { ledger } = await observer.contents();
    const keys = [
      ...[...Object.values(now.received).flat(), ...now.queued].map(keyOf),
      ...now.logged,
      ...ledger.pendingUuids,
      ...ledger.deliveredUuids,
      ...ledger.plain.map(({ key }) => key),
    ];
    return new Observation(status, observer, new Set(keys));
  }

  /** What each running instance received or took. */
  async messagesOf(service: MessageKeeper): Promise<Record<string, MessageRef[]>> {
    const sets = await askInstances(await this.#status(), service);
    return Object.fromEntries(Object.entries(sets).map(([name, refs]) => [name, this.#since(refs)]));
  }

  /** Everything, each part read from where it is kept. */
  async all(): Promise<Observations> {
    // The sets last: what moves on meanwhile is then found twice rather than nowhere.
    const { queueItems, loggedUuids, ledger } = await this.#observer.contents();
    const received = await this.messagesOf('messages-service');
    return {
      received,
      queued: this.#since(queueItems.map(decodeEnvelope)),
      pending: unsettled(received, ledger).filter((key) => !this.#before.has(key)),
      logged: loggedUuids.filter((uuid) => !this.#before.has(uuid)),
    };
  }

  /** Waits until queue and ledger are settled and no set grows any more, or `timeoutMs` have passed. */
  async drain(timeoutMs: number): Promise<void> {
    const deadlineMs = performance.now() + timeoutMs;
    let seen: string | undefined;
    let sinceMs = performance.now();
    while (performance.now() < deadlineMs) {
      // Whoever is just starting does not answer: that is not settled either.
      const now = await this.#glance().catch(() => undefined);
      if (now === undefined || now !== seen) sinceMs = performance.now();
      seen = now;
      if (performance.now() - sinceMs >= quietMs) return;
      await sleep(pollMs);
    }
  }

  /** How many messages each set has; undefined while queue or ledger hold some. */
  async #glance(): Promise<string | undefined> {
    const sets = await this.messagesOf('messages-service');
    const queued = await this.#observer.queueSize();
    const pending = await this.#observer.pendingUuids();
    if (queued > 0 || pending.some((uuid) => !this.#before.has(uuid))) return undefined;
    return Object.entries(sets)
      .map(([name, messages]) => `${name} ${messages.length}`)
      .join();
  }

  #since(refs: MessageRef[]): MessageRef[] {
    return refs.filter((ref) => !this.#before.has(keyOf(ref)));
  }
}

/** What is pending, or was recorded for an instance and is shown by none that runs. */
function unsettled(received: Record<string, MessageRef[]>, ledger: LedgerContents): string[] {
  const shown = new Set(
    Object.values(received)
      .flat()
      .map(({ uuid }) => uuid),
  );
  const unshown = ledger.deliveredUuids.filter((uuid) => !shown.has(uuid));
  const plain = ledger.plain.filter(({ instance }) => received[instance] === undefined).map(({ key }) => key);
  return [...new Set([...ledger.pendingUuids, ...unshown, ...plain])];
}

/** Plain strings of other producers have only their text. */
function keyOf({ uuid, msg }: MessageRef): string {
  return uuid ?? `text ${msg}`;
}
