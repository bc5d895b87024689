import { setTimeout as sleep } from 'node:timers/promises';
import type { LoadPost } from '../../system/contract/system.ts';
import { NotReadyError, messageOf } from '../../foundation/errors/errors.ts';
import { withDeadline } from '../../foundation/async/wait-for.ts';
import type { Endpoint } from './http-connection.ts';
import type { NumberedTexts } from './numbered-texts.ts';
import { Load, type LoadCounts } from './load.ts';
import { Measurement, type Measured } from './measurement.ts';
import { closedLoop, openLoop } from './schedule.ts';
import type { SecondRow } from './second-series.ts';
import { SentMessages } from './sent-messages.ts';

export interface RunLoadOptions {
  /** Address of the facade, http. */
  url: URL;
  texts: NumberedTexts;
  /** How a text is posted, for texts of this size. */
  post: LoadPost;
  connections: number;
  /** Arrivals per second in the open loop; undefined: closed loop. */
  ratePerSecond: number | undefined;
  warmUpMs: number;
  /** Measured time; Infinity if `count` ends it. */
  durationMs: number;
  /** Number of measured messages; Infinity if `durationMs` ends it. */
  count: number;
  timeoutMs: number;
  /** Ends the load; messages in flight get two seconds for their answer. */
  signal: AbortSignal;
  /** Called with the latest complete second; undefined during the warm-up. */
  onSecond: (row: SecondRow | undefined, attempted: number) => void;
}

export interface LoadResult extends Measured, Omit<LoadCounts, 'sent'> {
  startedAt: string;
  interrupted: boolean;
  /** CPU time of this process during the load, divided by the elapsed time. */
  generatorCpu: number;
}

const drainMs = 2000;

/**
 * Posts numbered texts to a facade and measures.
 * @returns the measurement, and the outcome of every message, including the warm-up
 * @throws NotReadyError if no process listens there
 */
export async function runLoad(options: RunLoadOptions): Promise<{ result: LoadResult; sent: SentMessages }> {
  const { url, texts, post, ratePerSecond, warmUpMs, durationMs, signal } = options;
  const sent = new SentMessages();
  const measurement = new Measurement(warmUpMs);
  const load = new Load({
    ...options,
    endpoint: endpointOf(url),
    schedule: ratePerSecond === undefined ? closedLoop : openLoop(ratePerSecond),
    measurement,
    endMs: warmUpMs + durationMs,
    requestOf: (number) => post.requestOf(texts.textOf(number)),
    judge: post.judge,
    onAnswer: (number, { outcome }) => {
      sent.set(number, outcome);
    },
  });
  await connect(load, options);
  const cpuBefore = process.cpuUsage();
  const startedAt = new Date().toISOString();
  const unwatch = stopWhenAborted(load, signal);
  const ticker = setInterval(() => {
    options.onSecond(measurement.rowsUntil(load.nowMs()).at(-1), measurement.attempted);
  }, 1000);
  try {
    await load.run();
  } finally {
    clearInterval(ticker);
    unwatch();
  }
  const tookMs = load.nowMs();
  const { user, system } = process.cpuUsage(cpuBefore);
  const { lateStarts, unsent } = load.counts();
  const generatorCpu = Math.round((user + system) / 10 / tookMs) / 100;
  const result = {
    startedAt,
    interrupted: signal.aborted,
    ...measurement.result(tookMs),
    lateStarts,
    unsent,
    generatorCpu,
  };
  return { result, sent };
}

/** Host and port of an HTTP address. */
function endpointOf(url: URL): Endpoint {
  return { host: url.hostname.replace(/^\[|\]$/g, ''), port: Number(url.port || 80) };
}

async function connect(load: Load, { url, timeoutMs, signal }: RunLoadOptions): Promise<void> {
  try {
    await withDeadline(`${url.origin} to accept connections`, timeoutMs, load.connect());
    signal.throwIfAborted();
  } catch (error) {
    load.close('not connected');
    signal.throwIfAborted();
    throw new NotReadyError(`no connection to ${url.origin}: ${messageOf(error)}`, {
      hint: 'check that the service is running and that the address is correct',
      cause: error,
    });
  }
}

function stopWhenAborted(load: Load, signal: AbortSignal): () => void {
  const finished = new AbortController();
  const onAbort = (): void => {
    load.stop();
    void sleep(drainMs, undefined, { signal: finished.signal })
      .then(() => {
        load.close('interrupted before the answer');
      })
      // Aborted because the load ended earlier.
      .catch(() => undefined);
  };
  signal.addEventListener('abort', onAbort, { once: true });
  return () => {
    finished.abort();
    signal.removeEventListener('abort', onAbort);
  };
}
