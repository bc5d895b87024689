import { setTimeout as sleep } from 'node:timers/promises';
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
    const refs = [...Object.values(now.received).flat(), ...now.queued];
    return new Observation(status, observer, new Set([...refs.map(keyOf), ...now.logged]));
  }

  /** What each running instance received or took. */
  async messagesOf(service: MessageKeeper): Promise<Record<string, MessageRef[]>> {
    const sets = await askInstances(await this.#status(), service);
    return Object.fromEntries(Object.entries(sets).map(([name, refs]) => [name, this.#since(refs)]));
  }

  /** Everything, each part read from where it is kept. */
  async all(): Promise<Observations> {
    const [received, { queueItems, loggedUuids }] = await Promise.all([
      this.messagesOf('messages-service'),
      this.#observer.contents(),
    ]);
    return {
      received,
      queued: this.#since(queueItems.map(decodeEnvelope)),
      pending: [],
      logged: loggedUuids.filter((uuid) => !this.#before.has(uuid)),
    };
  }

  /** Waits until the queue is empty and no set grows any more, or `timeoutMs` have passed. */
  async drain(timeoutMs: number): Promise<void> {
    const deadlineMs = performance.now() + timeoutMs;
    let seen = '';
    let sinceMs = performance.now();
    while (performance.now() < deadlineMs) {
      const sets = await this.messagesOf('messages-service');
      const queued = await this.#observer.queueSize();
      const now = Object.entries(sets)
        .map(([name, messages]) => `${name} ${messages.length}`)
        .join();
      if (now !== seen || queued > 0) sinceMs = performance.now();
      seen = now;
      if (performance.now() - sinceMs >= quietMs) return;
      await sleep(pollMs);
    }
  }

  #since(refs: MessageRef[]): MessageRef[] {
    return refs.filter((ref) => !this.#before.has(keyOf(ref)));
  }
}

/** Plain strings of other producers have only their text. */
function keyOf({ uuid, msg }: MessageRef): string {
  return uuid ?? `text ${msg}`;
}
