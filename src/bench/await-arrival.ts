import type { Session } from '../control/contract.ts';
import { messageOf } from '../shared/errors.ts';
import { waitFor } from '../shared/wait.ts';
import { ReceivedCounts, type ArrivalResult } from './arrival.ts';
import type { NumberedTexts } from './form-request.ts';
import { readReceived } from './received-reader.ts';
import type { SentMessages } from './sent-messages.ts';

export interface AwaitArrivalOptions {
  session: Session;
  texts: NumberedTexts;
  sent: SentMessages;
  timeoutMs: number;
  signal: AbortSignal;
  onProgress: (missing: number) => void;
}

/** Waits until every acknowledged message was received and the queue is empty, and judges what was. */
export async function awaitArrival(options: AwaitArrivalOptions): Promise<ArrivalResult> {
  const { session, texts, sent, timeoutMs, signal, onProgress } = options;
  const startedMs = performance.now();
  const seen: Seen = { counts: new ReceivedCounts(texts, sent), drainMs: null };
  const problem = await waitFor({
    what: 'every acknowledged message to be received',
    timeoutMs,
    intervalMs: 200,
    signal,
    probe: async () => {
      // Another item of a message may be on its way as long as the queue holds something: what is read after that counts.
      const isQueueEmpty = seen.drainMs !== null && (await session.status({ fresh: true })).queue.size === 0;
      seen.counts = await countReceived(options);
      onProgress(seen.counts.missing);
      if (seen.counts.missing > 0) return undefined;
      seen.drainMs ??= Math.round(performance.now() - startedMs);
      return isQueueEmpty ? true : undefined;
    },
  }).then(() => null, messageOf);
  const judged = seen.counts.judge();
  const bad = judged.lost + judged.doubled + judged.refusedYetDelivered;
  return { complete: bad === 0 && problem === null, drainMs: seen.drainMs, ...judged, problem };
}

interface Seen {
  counts: ReceivedCounts;
  drainMs: number | null;
}

async function countReceived({ session, texts, sent }: AwaitArrivalOptions): Promise<ReceivedCounts> {
  const counts = new ReceivedCounts(texts, sent);
  const { services } = await session.status();
  for (const instance of services) {
    if (instance.service !== 'messages-service' || instance.pid === null) continue;
    await readReceived(instance, (text) => {
      counts.add(text);
    });
  }
  return counts;
}
