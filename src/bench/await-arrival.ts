import { ForgottenError } from '../system/contract/forgotten-error.ts';
import type { MessageSets } from '../system/contract/message-sets.ts';
import type { Session, SessionStatus } from '../control/contract.ts';
import { NotReadyError, messageOf } from '../foundation/errors/errors.ts';
import { waitFor } from '../foundation/async/wait-for.ts';
import type { NumberedTexts } from './load/numbered-texts.ts';
import { readReceived } from './read-received.ts';
import { ReceivedCounts, withoutMissing, type Judgement } from './received-counts.ts';
import type { SentMessages } from './load/sent-messages.ts';

/** The outcome of the messages, judged by what the messages-services show. */
export interface Arrival extends Judgement {
  /** All acknowledged messages were received exactly once, and no refused message was received. */
  complete: boolean;
  /** From the end of the load until the last acknowledged message was seen; null if that did not happen. */
  drainMs: number | null;
  /** Why the arrival could not be fully observed. If an instance has forgotten messages, none is reported as missing. */
  problem: string | null;
}

export interface AwaitArrivalOptions {
  received: MessageSets;
  session: Pick<Session, 'status'>;
  texts: NumberedTexts;
  /** Nothing more is being sent. */
  sent: SentMessages;
  timeoutMs: number;
  /** Pause between two looks. Default 100 ms. */
  intervalMs?: number;
  signal: AbortSignal;
  /** @param missing acknowledged messages that were not received yet */
  onProgress: (missing: number) => void;
}

/** Waits until every acknowledged message was received and the queue is empty, and judges what was received. */
export async function awaitArrival(options: AwaitArrivalOptions): Promise<Arrival> {
  const { session, timeoutMs, intervalMs = 100, signal, onProgress } = options;
  const reading = new Reading(options);
  const startedMs = performance.now();
  const seen: Seen = { drainMs: null, last: 'nothing', forgotten: null };
  const timedOut = await waitFor({
    what: 'every acknowledged message to be received',
    timeoutMs,
    intervalMs,
    signal,
    lastSeen: () => seen.last,
    probe: async () => {
      // While the queue holds items, a duplicate may still arrive; only a reading after that counts.
      const status = await session.status({ fresh: seen.drainMs !== null });
      const { queue } = status;
      seen.last = await reading.goOn(status).then(
        () => `${reading.counts.missing} missing, ${queue.size ?? 'an unknown number'} in the queue`,
        (error: unknown) => {
          if (error instanceof ForgottenError) seen.forgotten = error;
          return messageOf(error);
        },
      );
      if (seen.forgotten !== null) return true;
      onProgress(reading.counts.missing);
      if (!reading.isWhole || reading.counts.missing > 0) return undefined;
      const isSettled = seen.drainMs !== null && (queue.size ?? 0) === 0;
      seen.drainMs ??= Math.round(performance.now() - startedMs);
      return isSettled ? true : undefined;
    },
  }).then(() => null, messageOf);
  const { forgotten } = seen;
  const problem = forgotten === null ? timedOut : `${forgotten.message}; ${forgotten.hint ?? ''}`;
  const judged = forgotten === null ? reading.counts.judge() : withoutMissing(reading.counts.judge());
  const wrong = judged.missing + judged.duplicated + judged.refusedYetDelivered;
  return { complete: wrong === 0 && problem === null, drainMs: seen.drainMs, ...judged, problem };
}

interface Seen {
  drainMs: number | null;
  last: string;
  /** Ends the wait: forgotten messages do not come back. */
  forgotten: ForgottenError | null;
}

/**
 * Continues at the last positions if the instances are the same processes and number their messages; otherwise reads
 * everything again.
 */
class Reading {
  readonly #received: MessageSets;
  readonly #texts: NumberedTexts;
  readonly #sent: SentMessages;
  #counts: ReceivedCounts;
  /** By instance and process. */
  #positions = new Map<string, number | undefined>();

  constructor({ received, texts, sent }: Pick<AwaitArrivalOptions, 'received' | 'texts' | 'sent'>) {
    this.#received = received;
    this.#texts = texts;
    this.#sent = sent;
    this.#counts = new ReceivedCounts(texts, sent);
  }

  get counts(): ReceivedCounts {
    return this.#counts;
  }

  /** The last time every instance returned everything. */
  get isWhole(): boolean {
    return this.#positions.size > 0;
  }

  async goOn(status: SessionStatus): Promise<void> {
    const running = this.#received.running(status);
    const asked = running.map((instance) => ({ instance, key: `${instance.name} ${instance.pid ?? 0}` }));
    const goesOn =
      asked.length === this.#positions.size &&
      asked.every(({ key }) => this.#positions.get(key) !== undefined);
    if (!goesOn) this.#positions = new Map(asked.map(({ key }) => [key, 0]));
    // The last count stays available until there is a better one.
    const counts = goesOn ? this.#counts : new ReceivedCounts(this.#texts, this.#sent);
    try {
      for (const { instance, key } of asked) {
        const after = this.#positions.get(key) ?? 0;
        const last = await readReceived(
          this.#received,
          instance,
          { after, find: (body) => this.#texts.findAll(body) },
          (text) => {
            counts.add(text);
          },
        );
        this.#positions.set(key, last);
      }
    } catch (error) {
      // A retry might count messages of a partly read instance twice.
      this.#positions.clear();
      throw error;
    }
    this.#counts = counts;
    if (asked.length === 0) throw new NotReadyError('no messages-service runs');
  }
}
