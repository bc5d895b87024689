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
  /** The session of the facade; undefined: another facade, for which the arrival cannot be checked. */
  session: Pick<Session, 'status'> | undefined;
  /** Measured time; Infinity if `count` ends it. */
  durationMs: number;
  /** Number of measured messages; Infinity if `durationMs` ends it. */
  count: number;
  /** Timeout of one request. */
  timeoutMs: number;
  /** Timeout for the arrival of all messages; 0: the arrival is not checked. */
  drainTimeoutMs: number;
  signal: AbortSignal;
  /** @param row the latest complete second; undefined during the warm-up */
  onSecond: (row: SecondRow | undefined) => void;
  onDrain: (missing: number) => void;
}

/**
 * Puts a load on a facade, measures it, and waits until all messages have arrived.
 * @throws NotReadyError if no process listens there
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
  const { received } = system;
  const isWanted = session !== undefined && drainTimeoutMs > 0 && !signal.aborted;
  // A GET that takes messages is sent only when a scenario says so.
  const isPure = (system.readModes?.received ?? 'pure') === 'pure';
  const arrival =
    isWanted && isPure && received !== undefined
      ? await awaitArrival({
          received,
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
