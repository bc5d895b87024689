import { setTimeout as sleep } from 'node:timers/promises';
import type { ClusterContents, LedgerContents } from '../../broker/contract/cluster-contents.ts';
import type { ClusterObserver } from '../../broker/contract/cluster-observer.ts';
import type { SessionStatus } from '../../control/contract.ts';
import { decodeEnvelope } from '../../protocol/envelope.ts';
import { messageOf } from '../../foundation/errors/errors.ts';
import { withJoinedSignal } from '../../foundation/async/joined-signal.ts';
import { waitFor, withDeadline } from '../../foundation/async/wait-for.ts';
import type { MessageSets } from '../../system/contract/message-sets.ts';
import { readSets } from '../../system/contract/read-sets.ts';
import type { MessageRef } from '../../system/contract/message-ref.ts';
import type { Observations } from '../../posting/observations.ts';
import type { AskOptions, Observing } from './observing.ts';

const pollMs = 100;
/** Longer than a consumer's poll: within it, a consumer shows an item that it has polled. */
const quietMs = 400;

/** What was seen, and what of it was read from the cluster. */
interface Reading {
  told: Observations;
  contents: ClusterContents;
}

/** Observes a session, without the messages from before the run. */
export class Observation implements Observing {
  readonly #status: () => Promise<SessionStatus>;
  readonly #observer: ClusterObserver;
  readonly #received: MessageSets;
  readonly #before: ReadonlySet<string>;
  readonly #queueHeldItems: boolean;

  private constructor(
    status: () => Promise<SessionStatus>,
    observer: ClusterObserver,
    received: MessageSets,
    before: ReadonlySet<string>,
    queueHeldItems: boolean,
  ) {
    this.#status = status;
    this.#observer = observer;
    this.#received = received;
    this.#before = before;
    this.#queueHeldItems = queueHeldItems;
  }

  /** Starts now: what exists now is not counted later. */
  static async begin(
    status: () => Promise<SessionStatus>,
    observer: ClusterObserver,
    { received, ...options }: AskOptions & { received: MessageSets },
  ): Promise<Observation> {
    const empty = new Observation(status, observer, received, new Set(), false);
    const { told: now, contents } = await empty.#read(options);
    const { ledger } = contents;
    const keys = [
      ...[...Object.values(now.received).flat(), ...now.queued].map(keyOf),
      ...now.logged,
      ...ledger.pendingUuids,
      ...ledger.deliveredUuids,
      ...ledger.plain.map(({ key }) => key),
    ];
    return new Observation(status, observer, received, new Set(keys), now.queued.length > 0);
  }

  /** The messages of each running instance, from one of the sets of the system. */
  async messagesOf(sets: MessageSets, signal: AbortSignal): Promise<Record<string, MessageRef[]>> {
    const told = await readSets(sets, await this.#status(), signal);
    return Object.fromEntries(Object.entries(told).map(([name, refs]) => [name, this.#since(refs)]));
  }

  /**
   * Reads each part from where it is stored. Repeats unanswered requests until the timeout.
   * @throws NotReadyError if one is never answered: without the answer there is no verdict
   */
  async all(options: AskOptions): Promise<Observations> {
    return (await this.#read(options)).told;
  }

  async #read({ withinMs, signal }: AskOptions): Promise<Reading> {
    const endMs = performance.now() + withinMs;
    let problem = '';
    return waitFor({
      what: 'all instances to report received messages',
      timeoutMs: withinMs,
      intervalMs: pollMs,
      lastSeen: () => problem,
      signal,
      probe: () =>
        within(endMs, signal, (bound) => this.#ask(bound)).catch((error: unknown) => {
          // The last error is only the timeout; the error before it says more.
          if (problem === '' || performance.now() < endMs) problem = messageOf(error);
          return undefined;
        }),
    });
  }

  async #ask(signal: AbortSignal): Promise<Reading> {
    // Read the sets last: a message that moves meanwhile is then found twice instead of never.
    const contents = await this.#contents();
    const { queueItems, loggedUuids, ledger } = contents;
    const received = await this.messagesOf(this.#received, signal);
    const told = {
      received,
      queued: this.#since(queueItems.map(decodeEnvelope)),
      pending: unsettled(received, ledger).filter((key) => !this.#before.has(key)),
      logged: loggedUuids.filter((uuid) => !this.#before.has(uuid)),
    };
    return { told, contents };
  }

  /** Number of items from before the run that are still in the queue. */
  async olderItems(): Promise<number> {
    if (!this.#queueHeldItems) return 0;
    const { queueItems } = await this.#contents();
    return queueItems.map(decodeEnvelope).filter((ref) => this.#before.has(keyOf(ref))).length;
  }

  /**
   * Waits until queue and ledger are settled and no set grows any more, or until `timeoutMs` have passed. Ignores
   * instances that do not answer yet.
   * @throws the signal's reason if aborted
   */
  async drain(timeoutMs: number, signal: AbortSignal): Promise<void> {
    const deadlineMs = performance.now() + timeoutMs;
    let seen = '';
    let sinceMs = performance.now();
    while (performance.now() < deadlineMs) {
      signal.throwIfAborted();
      const { now, quiet } = await within(deadlineMs, signal, (bound) => this.#look(bound)).catch(() => ({
        now: 'no answer',
        quiet: false,
      }));
      if (now !== seen || !quiet) sinceMs = performance.now();
      seen = now;
      if (performance.now() - sinceMs >= quietMs) return;
      await sleep(pollMs, undefined, { signal }).catch(() => undefined);
    }
  }

  async #look(signal: AbortSignal): Promise<{ now: string; quiet: boolean }> {
    const sets = await this.messagesOf(this.#received, signal);
    const isSettled = !(await this.#anyMemberRuns()) || (await this.#isSettled());
    const now = Object.entries(sets).map(([name, messages]) => `${name} ${messages.length}`);
    return { now: now.join(), quiet: isSettled };
  }

  async #isSettled(): Promise<boolean> {
    const [queued, pending] = await Promise.all([this.#observer.queueSize(), this.#observer.pendingUuids()]);
    return queued === 0 && pending.every((uuid) => this.#before.has(uuid));
  }

  /** If every member is dead, nothing is stored any more and there is nothing to wait for. */
  async #contents(): Promise<ClusterContents> {
    return (await this.#anyMemberRuns()) ? this.#observer.contents() : nothing;
  }

  async #anyMemberRuns(): Promise<boolean> {
    // Members of an external cluster have no pid here.
    return (await this.#status()).members.some(({ pid, state }) => pid !== null || state === 'ready');
  }

  #since(refs: MessageRef[]): MessageRef[] {
    return refs.filter((ref) => !this.#before.has(keyOf(ref)));
  }
}

/**
 * Reads everything once, until `endMs` (of performance.now()) at the latest. Then requests are aborted or no longer
 * awaited.
 */
function within<T>(endMs: number, signal: AbortSignal, look: (bound: AbortSignal) => Promise<T>): Promise<T> {
  const leftMs = Math.max(1, Math.ceil(endMs - performance.now()));
  const looking = withJoinedSignal({ signals: [signal], timeoutMs: leftMs }, look);
  return withDeadline('all instances to report their messages', leftMs, looking);
}

const nothing: ClusterContents = {
  queueItems: [],
  loggedUuids: [],
  ledger: { pendingUuids: [], deliveredUuids: [], plain: [] },
};

/** Messages that are pending, or are recorded for an instance but shown by no running one. */
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

/** Plain strings of other producers are identified by their text. */
function keyOf({ uuid, msg }: MessageRef): string {
  return uuid ?? `text ${msg}`;
}
