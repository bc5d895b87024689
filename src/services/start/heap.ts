import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Time in ms after which the other processes of the topology have started and the CPU is free. */
const settleAfterMs = 3_000;

/**
 * Keeps the young generation of the heap small: loading the program would grow it, and an idle service would never
 * shrink it.
 */
export function holdYoungGeneration(): void {
  setFlagsFromString('--semi-space-growth-factor=1');
}

/**
 * Lets the young generation grow again, because a small one costs throughput under load, and collects the garbage of
 * loading: an idle service would keep about 10 MB of it.
 */
export function settleHeap(): void {
  setFlagsFromString('--semi-space-growth-factor=2');
  setTimeout(collectOnce, settleAfterMs).unref();
}

function collectOnce(): void {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  setFlagsFromString('--no-expose-gc');
  if (typeof collect === 'function') Reflect.apply(collect, undefined, []);
}
