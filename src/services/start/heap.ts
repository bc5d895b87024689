import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** By then the other processes of the topology have started, too, and the processor is free. */
const settleAfterMs = 3_000;

/**
 * Keeps the young generation of the heap at its smallest: loading the program would grow it, and an idle service
 * would keep that for good.
 */
export function holdYoungGeneration(): void {
  setFlagsFromString('--semi-space-growth-factor=1');
}

/**
 * Lets it grow again, since under load a small one costs throughput, and gives back what loading the program left: a service
 * that is idle from then on would keep some 10 MB of it, since nothing makes it collect.
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
