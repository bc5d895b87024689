import { setMaxListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { v4 as randomUuid } from 'uuid';
import { FacadePool } from './facade-pool.ts';
import type { Journal } from './journal.ts';
import { roundMs, summarizeLatency, type Latency } from './latency.ts';
import type { Outcome, OutcomeKind } from './outcome.ts';

export interface PostOptions {
  /** Address of the facade. */
  url: URL;
  messages: Iterable<string> | AsyncIterable<string>;
  /** Most messages under way at once. */
  concurrency: number;
  /** Undefined: as fast as the answers come. */
  ratePerSecond?: number | undefined;
  /** For one message. */
  timeoutMs: number;
  journal?: Journal | undefined;
  /** Aborted: nothing more is sent, and what is under way gets `drainMs` for its answer. */
  signal?: AbortSignal | undefined;
  /** Default 2000; a function is asked once `signal` aborts. */
  drainMs?: number | (() => number);
  /** Right before a message is sent. */
  onAttempted?: () => void;
  onPosted?: (posted: Posted) => void;
}

/** One message and what became of it. */
export interface Posted extends Outcome {
  seq: number;
  uuid: string;
  msg: string;
  ms: number;
}

export interface PostSummary extends Record<OutcomeKind, number> {
  attempted: number;
  durationMs: number;
  /** Of the acknowledged messages. */
  latencyMs: Latency;
}

/**
 * Posts messages through the facade, each under a UUID chosen here, so that evidence can name it.
 * @throws MachineLacksError if the journal cannot be written.
 */
export async function postMessages(options: PostOptions): Promise<PostSummary> {
  const { url, concurrency, timeoutMs, signal, drainMs = 2000 } = options;
  // Every message that waits for its turn listens, and Node.js takes more than ten for a leak.
  if (signal !== undefined) setMaxListeners(concurrency + 10, signal);
  const pool = new FacadePool({ url, connections: concurrency, timeoutMs });
  const stopDraining = abandonAfterAbort(pool, signal, drainMs);
  const tally = { attempted: 0, acknowledged: 0, refused: 0, indeterminate: 0 };
  const acknowledgedMs: number[] = [];
  const messages = numberMessages(options.messages);
  const startedMs = performance.now();

  const work = async (): Promise<void> => {
    while (signal?.aborted !== true) {
      const next = await messages.next();
      if (next.done === true) return;
      const { seq, msg } = next.value;
      if (!(await waitForTurn(startedMs, seq, options.ratePerSecond, signal))) return;
      const posted = await postOne(pool, seq, msg, options.journal, () => {
        tally.attempted++;
        options.onAttempted?.();
      });
      tally[posted.kind]++;
      if (posted.kind === 'acknowledged') acknowledgedMs.push(posted.ms);
      options.onPosted?.(posted);
    }
  };
  try {
    await Promise.all(Array.from({ length: concurrency }, work));
    const durationMs = Math.round(performance.now() - startedMs);
    return { ...tally, durationMs, latencyMs: summarizeLatency(acknowledgedMs) };
  } finally {
    stopDraining();
    await pool.close();
  }
}

async function postOne(
  pool: FacadePool,
  seq: number,
  msg: string,
  journal: Journal | undefined,
  onAttempt: () => void,
): Promise<Posted> {
  const uuid = randomUuid();
  await journal?.append({ t: now(), event: 'attempted', seq, uuid, msg });
  onAttempt();
  const sentMs = performance.now();
  const { kind, ...answer } = await pool.post(uuid, msg);
  const ms = roundMs(performance.now() - sentMs);
  await journal?.append({ t: now(), event: kind, seq, uuid, ms, ...answer });
  return { seq, uuid, msg, ms, kind, ...answer };
}

async function* numberMessages(
  messages: Iterable<string> | AsyncIterable<string>,
): AsyncGenerator<{ seq: number; msg: string }, undefined> {
  let seq = 0;
  for await (const msg of messages) yield { seq: ++seq, msg };
}

/** @returns false if it was interrupted before its turn came. */
async function waitForTurn(
  startedMs: number,
  seq: number,
  ratePerSecond: number | undefined,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  if (ratePerSecond !== undefined) {
    const pauseMs = startedMs + ((seq - 1) * 1000) / ratePerSecond - performance.now();
    // A rejection only says that it was interrupted, which the return value tells.
    if (pauseMs > 0) await sleep(pauseMs, undefined, { signal }).catch(() => undefined);
  }
  return signal?.aborted !== true;
}

function abandonAfterAbort(
  pool: FacadePool,
  signal: AbortSignal | undefined,
  drainMs: number | (() => number),
): () => void {
  let timer: NodeJS.Timeout | undefined;
  const onAbort = (): void => {
    timer = setTimeout(
      () => {
        pool.abandon();
      },
      typeof drainMs === 'number' ? drainMs : drainMs(),
    );
  };
  signal?.addEventListener('abort', onAbort, { once: true });
  return () => {
    signal?.removeEventListener('abort', onAbort);
    clearTimeout(timer);
  };
}

function now(): string {
  return new Date().toISOString();
}
