/**
 * Turns callbacks into an async iterable that ends when `signal` aborts. What a slow reader has not taken yet is kept in
 * memory, so it is for people's eyes, not for bulk data.
 * @param subscribe is called with the function that takes values; returns how to unsubscribe.
 */
export async function* channel<T>(
  subscribe: (take: (value: T) => void) => () => void,
  signal: AbortSignal,
): AsyncGenerator<T> {
  const values: T[] = [];
  let wake: () => void = () => undefined;
  const onAbort = () => {
    wake();
  };
  const unsubscribe = subscribe((value) => {
    values.push(value);
    wake();
  });
  signal.addEventListener('abort', onAbort);
  try {
    while (!signal.aborted) {
      const value = values.shift();
      if (value !== undefined) yield value;
      else await new Promise<void>((resolve) => (wake = resolve));
    }
  } finally {
    signal.removeEventListener('abort', onAbort);
    unsubscribe();
  }
}
