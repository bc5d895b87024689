import type { Session } from '../control/contract.ts';
import type { System } from '../system/contract/system.ts';
import { awaitArrival } from './await-arrival.ts';
import type { BenchRun, BenchSettings } from './bench-document.ts';
import { NumberedTexts } from './load/numbered-texts.ts';
import { runLoad } from './load/run-load.ts';
import type { SecondRow } from './load/second-series.ts';

export interface BenchOptions extends Omit<BenchSettings, 'target' | 'mode'> {
  system: System;
  /** Address of the facade, http. */
  url: URL;
  /** Whose facade it is; undefined: somebody else's, who cannot be asked what arrived. */
  session: Pick<Session, 'status'> | undefined;
  /** Of the measured time; Infinity where `count` ends it. */
  durationMs: number;
  /** Measured messages; Infinity where `durationMs` ends it. */
  count: number;
  /** For one request. */
  timeoutMs: number;
  /** For all to arrive; 0: nobody looks. */
  drainTimeoutMs: number;
  signal: AbortSignal;
  /** @param row the newest whole second; undefined while it warms up */
  onSecond: (row: SecondRow | undefined) => void;
  onDrain: (missing: number) => void;
}

/**
 * Puts a facade under load, measures it, and waits until all has arrived.
 * @throws NotReadyError if nothing listens there
 */
export async function runBench(options: BenchOptions): Promise<BenchRun> {
  const { system, url, session, concurrency, ratePerSecond, sizeBytes, warmUpMs, drainTimeoutMs, signal } =
    options;
  const texts = new NumberedTexts(sizeBytes);
  const { result, sent } = await runLoad({
    ...options,
    texts,
    post: system.loadPost(url, sizeBytes),
    connections: concurrency,
    ratePerSecond: ratePerSecond ?? undefined,
  });
  const isWanted = session !== undefined && drainTimeoutMs > 0 && !signal.aborted;
  const arrival = isWanted
    ? await awaitArrival({
        received: system.received,
        session,
        texts,
        sent,
        timeoutMs: drainTimeoutMs,
        signal,
        onProgress: options.onDrain,
      })
    : null;
  const mode = ratePerSecond === null ? 'closed' : 'open';
  return { target: url.href, mode, concurrency, ratePerSecond, sizeBytes, warmUpMs, ...result, arrival };
}
