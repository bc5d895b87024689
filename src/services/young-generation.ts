import { setFlagsFromString } from 'node:v8';

/**
 * Keeps the young generation of the heap at its smallest: loading the program would grow it, and an idle service
 * would keep that for good.
 */
export function holdYoungGeneration(): void {
  setFlagsFromString('--semi-space-growth-factor=1');
}

/** Lets it grow again, since under load a small one costs throughput. */
export function releaseYoungGeneration(): void {
  setFlagsFromString('--semi-space-growth-factor=2');
}
