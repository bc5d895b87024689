import { setTimeout as sleep } from 'node:timers/promises';
import type { ClusterObserver } from '../../broker/contract/cluster-observer.ts';
import type { SessionStatus } from '../../control/contract.ts';
import { waitFor } from '../../foundation/async/wait-for.ts';
import { messageOf } from '../../foundation/errors/errors.ts';
import type { Observations } from '../../posting/observations.ts';
import type { MessageRef } from '../../system/contract/message-ref.ts';
import type { MessageSets } from '../../system/contract/message-sets.ts';
import { readSets } from '../../system/contract/read-sets.ts';
import type { System } from '../../system/contract/system.ts';
import type { Tokens } from '../../system/contract/tokens.ts';
import type { AskOptions, Observing } from './observing.ts';

const pollMs = 200;
/** A duplicate may follow its message. */
const quietMs = 700;
/** The log is the only part that a run can do without. */
const logWithinMs = 10_000;

type Unobservable = NonNullable<Observations['unobservable']>;

interface Observed {
  status: () => Promise<SessionStatus>;
  /** undefined: the system has a broker of its own. */
  observer: ClusterObserver | undefined;
  system: System;
  tokens: Tokens;
}

/**
 * Observes a described system by the tokens of the run: no message of another run has one of them. A GET that takes
 * messages is never sent from here; what it showed when a step sent it counts. What cannot be observed is named.
 */
export class TokenObservation implements Observing {
  readonly #observed: Observed;

  constructor(observed: Observed) {
    this.#observed = observed;
  }

  async messagesOf(sets: MessageSets, signal: AbortSignal): Promise<Record<string, MessageRef[]>> {
    return readSets(sets, await this.#observed.status(), signal);
  }

  async all(options: AskOptions): Promise<Observations> {
    const unobservable: Unobservable = {};
    // The sets last: a message that moves meanwhile is then found twice instead of never.
    const queued = await this.#queued(unobservable);
    const logged = await this.#logged(unobservable, options.signal);
    const received = await this.#received(unobservable, options);
    const isWhole = Object.keys(unobservable).length === 0;
    return { received, queued, pending: [], logged, ...(isWhole ? {} : { unobservable }) };
  }

  olderItems(): Promise<number> {
    return Promise.resolve(0);
  }

  /** An empty queue means nothing where consumers poll seldom, so every acknowledged message is awaited. */
  async drain(timeoutMs: number, signal: AbortSignal, acknowledged: ReadonlySet<string>): Promise<void> {
    const { received } = this.#observed.system;
    if (received === undefined || received.known !== undefined) return;
    const deadlineMs = performance.now() + timeoutMs;
    let seen = -1;
    let sinceMs = performance.now();
    while (performance.now() < deadlineMs) {
      signal.throwIfAborted();
      const refs = await this.messagesOf(received, signal).then(
        (sets) => Object.values(sets).flat(),
        () => [],
      );
      const found = new Set(refs.map(({ uuid }) => uuid));
      const isComplete = [...acknowledged].every((token) => found.has(token));
      if (refs.length !== seen || !isComplete) sinceMs = performance.now();
      seen = refs.length;
      if (performance.now() - sinceMs >= quietMs) return;
      await sleep(pollMs, undefined, { signal }).catch(() => undefined);
    }
  }

  async #received(
    unobservable: Unobservable,
    { withinMs, signal }: AskOptions,
  ): Promise<Observations['received']> {
    const { received } = this.#observed.system;
    if (received === undefined) {
      unobservable.received = 'the topology names no address for it (client.received)';
      return {};
    }
    if (received.known !== undefined) {
      const known = received.known();
      if (Object.keys(known).length === 0)
        unobservable.received = 'its GET takes messages, and no step sent it';
      return known;
    }
    let problem = '';
    return waitFor({
      what: 'all instances to report received messages',
      timeoutMs: withinMs,
      intervalMs: pollMs,
      lastSeen: () => problem,
      signal,
      probe: () =>
        this.messagesOf(received, signal).catch((error: unknown) => {
          problem = messageOf(error);
          return undefined;
        }),
    });
  }

  async #queued(unobservable: Unobservable): Promise<MessageRef[]> {
    const { observer, tokens } = this.#observed;
    if (observer === undefined) {
      unobservable.queued = 'the queue is in a broker that distq cannot look into';
      return [];
    }
    try {
      const { queueItems } = await observer.contents();
      return queueItems.flatMap((item) =>
        tokens.findAll(item).map((token) => ({ uuid: token, msg: tokens.textOf(token) })),
      );
    } catch (error) {
      unobservable.queued = `the queue could not be read: ${messageOf(error)}`;
      return [];
    }
  }

  /** Every instance reads the same log, so the one that shows a message most often counts. */
  async #logged(unobservable: Unobservable, signal: AbortSignal): Promise<string[]> {
    const { system, tokens, status } = this.#observed;
    const { readLog } = system;
    if (readLog === undefined) unobservable.logged = 'the topology names no address for it (client.log)';
    else if ((system.readModes?.log ?? 'pure') !== 'pure')
      unobservable.logged = 'the GET of the log takes messages';
    else {
      let problem = 'no instance runs';
      const read = async () => readLog(await status(), signal);
      const logs = await waitFor({
        what: 'the log',
        timeoutMs: logWithinMs,
        intervalMs: pollMs,
        signal,
        probe: () =>
          read().catch((error: unknown) => {
            problem = messageOf(error);
            return undefined;
          }),
      }).catch(() => undefined);
      signal.throwIfAborted();
      const texts = Object.values(logs ?? {});
      if (texts.length > 0)
        return mostOf(texts.map((log) => log.map((text) => tokens.tokenOf(text) ?? text)));
      unobservable.logged = `the log could not be read: ${problem}`;
    }
    return [];
  }
}

/** Each token as often as the log that has it most often. */
function mostOf(logs: readonly (readonly string[])[]): string[] {
  const most = new Map<string, number>();
  for (const log of logs) {
    const counts = new Map<string, number>();
    for (const token of log) counts.set(token, (counts.get(token) ?? 0) + 1);
    for (const [token, count] of counts) most.set(token, Math.max(most.get(token) ?? 0, count));
  }
  return [...most].flatMap(([token, count]) => Array.from({ length: count }, () => token));
}
