export interface SignalSources {
  /** The first one to abort gives the reason. */
  signals: readonly (AbortSignal | undefined)[];
  /** Also aborts after this time in ms. Default: never. */
  timeoutMs?: number;
}

/**
 * Runs `use` with a signal that aborts when any of several does, and removes its listeners when `use` ends.
 * AbortSignal.any and AbortSignal.timeout would not do: Node 20 can garbage-collect their timer while the signal is in
 * use, which then never aborts.
 */
export async function withJoinedSignal<T>(
  { signals, timeoutMs = Infinity }: SignalSources,
  use: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const joined = new AbortController();
  const release = signals.map((signal) => forward(signal, joined));
  const timer = timeoutMs === Infinity ? undefined : setTimeout(abortLate, timeoutMs, joined, timeoutMs);
  try {
    return await use(joined.signal);
  } finally {
    clearTimeout(timer);
    for (const end of release) end();
  }
}

/** @returns a function that stops it */
function forward(signal: AbortSignal | undefined, to: AbortController): () => void {
  const onAbort = (): void => {
    to.abort(signal?.reason);
  };
  if (signal?.aborted === true) onAbort();
  else signal?.addEventListener('abort', onAbort, { once: true });
  return () => signal?.removeEventListener('abort', onAbort);
}

function abortLate(joined: AbortController, timeoutMs: number): void {
  joined.abort(new Error(`no answer within ${Math.round(timeoutMs)} ms`));
}
