import { NotReadyError, messageOf } from '../errors/errors.ts';
import { Pauses } from './pauses.ts';

export interface WaitOptions<T> {
  /** What is awaited: the end of "waited N ms for …". */
  what: string;
  timeoutMs: number;
  /** Pause between two probes. Default 50 ms. */
  intervalMs?: number;
  /**
   * Returns the awaited value, or undefined if it is not there yet; a throw counts as "not yet". Never called twice at
   * once. A call that has not returned at the timeout is abandoned: its later result or error is ignored.
   */
  probe: () => T | undefined | Promise<T | undefined>;
  /**
   * Subscribes to what may have changed the answer: a call of `probeNow` ends the pause.
   * @returns a function that unsubscribes
   */
  onNews?: (probeNow: () => void) => () => void;
  /** Describes what was last seen, for the error. */
  lastSeen?: () => string;
  signal?: AbortSignal | undefined;
}

const overdue = Symbol('overdue');

/**
 * Polls `probe` until it returns a value.
 * @throws NotReadyError after `timeoutMs`, with what was awaited and what was last seen; the signal's reason if aborted
 */
export async function waitFor<T>(options: WaitOptions<T>): Promise<T> {
  const { intervalMs = 50, probe, signal } = options;
  const pauses = new Pauses(options.onNews);
  const deadlineMs = performance.now() + options.timeoutMs;
  const leftMs = (): number => Math.max(0, deadlineMs - performance.now());
  let lastError: unknown;
  try {
    for (let isOver = false; ;) {
      signal?.throwIfAborted();
      const pause = pauses.next();
      try {
        const answer = probe();
        const value = answer instanceof Promise ? await within(leftMs(), answer) : answer;
        // The error of the last complete probe says more than the timeout.
        if (value === overdue) isOver = true;
        else if (value === undefined) lastError = undefined;
        else return value;
      } catch (error) {
        lastError = error;
      }
      if (isOver || leftMs() === 0) throw timeoutError(options, lastError);
      await pause(Math.min(intervalMs, leftMs()), signal);
    }
  } finally {
    pauses.end();
  }
}

function timeoutError<T>(options: WaitOptions<T>, lastError: unknown): NotReadyError {
  const seen = options.lastSeen?.() ?? (lastError === undefined ? '' : messageOf(lastError));
  return new NotReadyError(
    `waited ${Math.round(options.timeoutMs)} ms for ${options.what}${seen === '' ? '' : `; last seen: ${seen}`}`,
    { cause: lastError },
  );
}

/** Calls back after `ms`. @returns a function that cancels it */
export type Schedule = (ms: number, callback: () => void) => () => void;

export const schedule: Schedule = (ms, callback) => {
  const timer = setTimeout(callback, ms);
  return () => {
    clearTimeout(timer);
  };
};

/**
 * The promise's value, or a NotReadyError after `timeoutMs` (Infinity: never). The work itself is not cancelled.
 */
export async function withDeadline<T>(
  what: string,
  timeoutMs: number,
  work: Promise<T>,
  timer: Schedule = schedule,
): Promise<T> {
  const value = await within(timeoutMs, work, timer);
  if (value === overdue) throw new NotReadyError(`waited ${Math.round(timeoutMs)} ms for ${what}`);
  return value;
}

/** The promise's value, or `overdue`; a later result is ignored. */
function within<T>(
  timeoutMs: number,
  work: Promise<T>,
  timer: Schedule = schedule,
): Promise<T | typeof overdue> {
  if (timeoutMs === Infinity) return work;
  // No abortable timer: services call this for every message, and an abort costs more than the message.
  return new Promise((resolve, reject) => {
    const cancel = timer(timeoutMs, () => {
      resolve(overdue);
    });
    work.then(resolve, reject).finally(cancel);
  });
}
