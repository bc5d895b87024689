/** Values that were not read yet, oldest first. */
export interface Backlog<T> {
  push(value: T): unknown;
  shift(): T | undefined;
}

/**
 * Turns callbacks into an async iterable that ends when `signal` aborts.
 * @param subscribe is called with a function that receives values; returns the function to unsubscribe.
 * @param backlog keeps what a slow reader has not read yet; the default keeps everything, so use it for few values only
 */
export async function* channel<T>(
  subscribe: (take: (value: T) => void) => () => void,
  signal: AbortSignal,
  backlog: Backlog<T> = [],
): AsyncGenerator<T> {
  let wake: () => void = () => undefined;
  const onAbort = () => {
    wake();
  };
  const unsubscribe = subscribe((value) => {
    backlog.push(value);
    wake();
  });
  signal.addEventListener('abort', onAbort);
  try {
    while (!signal.aborted) {
      const value = backlog.shift();
      if (value !== undefined) yield value;
      else await new Promise<void>((resolve) => (wake = resolve));
    }
  } finally {
    signal.removeEventListener('abort', onAbort);
    unsubscribe();
  }
}
