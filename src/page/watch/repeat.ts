import { Pauses } from '../../foundation/async/pauses.ts';

export interface Repeated {
  everyMs: number;
  signal: AbortSignal;
  /** Hands over a function that ends the pause early. */
  onHurry?: (hurry: () => void) => void;
}

/** Looks again and again until `signal` aborts. A look that fails is repeated like any other: a part may end while it is asked. */
export async function repeat(
  look: () => void | Promise<void>,
  { everyMs, signal, onHurry }: Repeated,
): Promise<void> {
  const pauses = new Pauses((onNews) => {
    onHurry?.(onNews);
    return () => undefined;
  });
  while (!signal.aborted) {
    const pause = pauses.next();
    try {
      await look();
    } catch {
      // The next look shows what is there.
    }
    await pause(everyMs, signal);
  }
}
