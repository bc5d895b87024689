import { setMaxListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { v4 as randomUuid } from 'uuid';
import { untilAborted } from '../foundation/async/until-aborted.ts';
import { BackPressure } from './back-pressure.ts';
import type { Journal } from './journal.ts';
import { roundMs, summarizeLatency, type Latency } from './latency.ts';
import type { Heard, Outcome } from '../system/contract/outcome.ts';
import type { Poster, System } from '../system/contract/system.ts';

export interface PostOptions {
  system: Pick<System, 'openPoster' | 'tokens'>;
  /** Address of the facade. */
  url: URL;
  messages: Iterable<string> | AsyncIterable<string>;
  /** Maximum number of messages in flight. */
  concurrency: number;
  /** undefined: unlimited. */
  ratePerSecond?: number | undefined;
  /** Timeout of one attempt. */
  timeoutMs: number;
  /** How long a message that was refused with a `Retry-After` is posted again, with the same key. Default 0: never. */
  retryForMs?: number;
  journal?: Journal | undefined;
  /**
   * If aborted, nothing more is read from `messages` or sent, and messages in flight get `drainMs` for their answer.
   */
  signal?: AbortSignal | undefined;
  /** Default 2000; a function is called when `signal` aborts. */
  drainMs?: number | (() => number);
  /** Called right before each attempt. */
  onAttempted?: () => void;
  /** Called when the outcome of an attempt is known. */
  onAnswered?: () => void;
  /** Called when the outcome of a message is known. */
  onPosted?: (posted: Posted) => void;
}

/** One message and its outcome. */
export interface Posted extends Heard {
  seq: number;
  uuid: string;
  msg: string;
  /** How often it was sent. */
  attempts: number;
  /** Time of the last attempt. */
  ms: number;
}

export interface PostSummary extends Record<Outcome, number> {
  attempted: number;
  /** Messages that were sent more than once. */
  retried: number;
  durationMs: number;
  /** Time of the acknowledged attempt of each acknowledged message. */
  latencyMs: Latency;
}

/**
 * Posts messages through the facade, each with a UUID chosen here or with its token, so that the evidence can name it.
 * @throws MachineLacksError if the journal cannot be written
 */
export async function postMessages(options: PostOptions): Promise<PostSummary> {
  const { system, url, concurrency, timeoutMs, signal, drainMs = 2000 } = options;
  // Each waiting message adds a listener, and Node.js warns about a leak above ten.
  if (signal !== undefined) setMaxListeners(concurrency + 10, signal);
  const poster = await system.openPoster({ url, connections: concurrency, timeoutMs });
  const pressure = new BackPressure({ retryForMs: options.retryForMs ?? 0 });
  const stopDraining = abandonAfterAbort(poster, signal, drainMs);
  const tally = { attempted: 0, acknowledged: 0, refused: 0, indeterminate: 0, retried: 0 };
  const acknowledgedMs: number[] = [];
  const messages = numberMessages(options.messages);
  const startedMs = performance.now();

  // Where messages are known by tokens, nothing else identifies them in what the system shows.
  const keyOf = (msg: string): string => system.tokens?.tokenOf(msg) ?? randomUuid();

  const work = async (): Promise<void> => {
    while (signal?.aborted !== true) {
      const next = await nextUnlessAborted(messages, signal);
      if (next === undefined) return;
      const { seq, msg } = next;
      if (!(await waitForTurn(startedMs, seq, options.ratePerSecond, signal))) return;
      const posted = await postOne({ poster, pressure, options }, { seq, uuid: keyOf(msg), msg });
      if (posted === undefined) return;
      tally.attempted++;
      tally[posted.kind]++;
      if (posted.attempts > 1) tally.retried++;
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
    await poster.close();
  }
}

interface Sending {
  poster: Poster;
  pressure: BackPressure;
  options: PostOptions;
}

type Message = Pick<Posted, 'seq' | 'uuid' | 'msg'>;

/**
 * Sends a message, again if it is refused with a `Retry-After` and the time limit allows it.
 * @returns undefined if interrupted before it was sent
 */
async function postOne(sending: Sending, message: Message): Promise<Posted | undefined> {
  const { pressure, options } = sending;
  let last: Posted | undefined;
  let firstSentMs: number | undefined;
  while (await pressure.opened(options.signal, firstSentMs)) {
    firstSentMs ??= performance.now();
    const { retryAfterMs, ...posted } = await attempt(sending, message, (last?.attempts ?? 0) + 1);
    if (posted.kind === 'acknowledged') pressure.acknowledged();
    if (retryAfterMs === undefined || !pressure.refused(retryAfterMs, firstSentMs)) return posted;
    last = posted;
  }
  return last;
}

async function attempt(
  { poster, options: { journal, onAttempted, onAnswered } }: Sending,
  { seq, uuid, msg }: Message,
  attempts: number,
): Promise<Posted & { retryAfterMs: number | undefined }> {
  await journal?.append({ t: now(), event: 'attempted', seq, uuid, msg });
  onAttempted?.();
  const sentMs = performance.now();
  const { outcome, retryAfterMs } = await poster.post(uuid, msg);
  const { kind, ...answer } = outcome;
  const ms = roundMs(performance.now() - sentMs);
  await journal?.append({ t: now(), event: kind, seq, uuid, ms, ...answer });
  onAnswered?.();
  return { seq, uuid, msg, attempts, ms, kind, ...answer, retryAfterMs };
}

async function* numberMessages(
  messages: Iterable<string> | AsyncIterable<string>,
): AsyncGenerator<{ seq: number; msg: string }, undefined> {
  let seq = 0;
  for await (const msg of messages) yield { seq: ++seq, msg };
}

/** @returns undefined at the end or if interrupted; a source may stay silent forever */
async function nextUnlessAborted<T>(
  source: AsyncIterator<T, undefined>,
  signal: AbortSignal | undefined,
): Promise<T | undefined> {
  try {
    return (await untilAborted(source.next(), signal)).value;
  } catch (error) {
    if (signal?.aborted === true) return undefined;
    throw error;
  }
}

/** @returns false if interrupted before its turn */
async function waitForTurn(
  startedMs: number,
  seq: number,
  ratePerSecond: number | undefined,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  if (ratePerSecond !== undefined) {
    const pauseMs = startedMs + ((seq - 1) * 1000) / ratePerSecond - performance.now();
    // A rejection only means an interruption, which the return value shows.
    if (pauseMs > 0) await sleep(pauseMs, undefined, { signal }).catch(() => undefined);
  }
  return signal?.aborted !== true;
}

function abandonAfterAbort(
  poster: Poster,
  signal: AbortSignal | undefined,
  drainMs: number | (() => number),
): () => void {
  let timer: NodeJS.Timeout | undefined;
  const onAbort = (): void => {
    timer = setTimeout(
      () => {
        poster.abandon();
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
