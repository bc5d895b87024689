import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Collects garbage again and again, as a long life would. @returns what ends it. */
export function collectGarbage(everyMs: number): () => void {
  setFlagsFromString('--expose-gc');
  const timer = setInterval(() => {
    runInNewContext('gc()');
  }, everyMs);
  return () => {
    clearInterval(timer);
  };
}
