import { setTimeout as sleep } from 'node:timers/promises';
import { NotReadyError, messageOf } from './errors.ts';

export interface WaitOptions<T> {
  /** What is awaited, as the end of "waited N ms for …". */
  what: string;
  timeoutMs: number;
  /** Pause between two probes. Default 50 ms. */
  intervalMs?: number;
  /** Gives the awaited value, or undefined while it is not there yet; a throw counts as "not yet". */
  probe: () => T | undefined | Promise<T | undefined>;
  /** Describes what was last seen, for the error. */
  lastSeen?: () => string;
  signal?: AbortSignal | undefined;
}

/**
 * Polls `probe` until it gives a value.
 * @throws NotReadyError after `timeoutMs`, saying what was awaited and what was last seen; the signal's reason if aborted.
 */
export async function waitFor<T>(options: WaitOptions<T>): Promise<T> {
  const deadline = performance.now() + options.timeoutMs;
  let lastError: unknown;
  for (;;) {
    options.signal?.throwIfAborted();
    try {
      const value = await options.probe();
      if (value !== undefined) return value;
      lastError = undefined;
    } catch (error) {
      lastError = error;
    }
    if (performance.now() >= deadline) throw timeoutError(options, lastError);
    await sleep(options.intervalMs ?? 50, undefined, { signal: options.signal }).catch(() => undefined);
  }
}

function timeoutError<T>(options: WaitOptions<T>, lastError: unknown): NotReadyError {
  const seen = options.lastSeen?.() ?? (lastError === undefined ? undefined : messageOf(lastError));
  return new NotReadyError(
    `waited ${options.timeoutMs} ms for ${options.what}${seen === undefined ? '' : `; last seen: ${seen}`}`,
    { cause: lastError },
  );
}

/**
 * The promise's value, or a NotReadyError after `timeoutMs` (Infinity: never). The work itself is not cancelled.
 */
export function withDeadline<T>(what: string, timeoutMs: number, work: Promise<T>): Promise<T> {
  if (timeoutMs === Infinity) return work;
  // No abortable timer: services come through here for every message, and an abort costs more than the message.
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(new NotReadyError(`waited ${timeoutMs} ms for ${what}`));
    }, timeoutMs);
    work.then(resolve, reject).finally(() => {
      clearTimeout(timer);
    });
  });
}
