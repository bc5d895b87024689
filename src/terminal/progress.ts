import { isAnimated } from './open-task-list.ts';

export interface Progress {
  /** Shows the latest text if the interval has passed. */
  update(text: () => string): void;
  /** Removes the drawn line. */
  close(): void;
}

/** Interval between two redraws on a terminal, and between two lines elsewhere. */
const drawEveryMs = 200;
const writeEveryMs = 5000;

/** A progress line: redrawn on a terminal, printed again from time to time elsewhere. */
export function createProgress(stream: NodeJS.WriteStream, env: NodeJS.ProcessEnv): Progress {
  const animated = isAnimated(stream, env);
  const everyMs = animated ? drawEveryMs : writeEveryMs;
  let shownMs = performance.now();
  let drawn = false;
  return {
    update(text) {
      const nowMs = performance.now();
      if (nowMs - shownMs < everyMs) return;
      shownMs = nowMs;
      stream.write(animated ? `\r\u001B[K${text()}` : `${text()}\n`);
      drawn = animated;
    },
    close() {
      if (drawn) stream.write('\r\u001B[K');
    },
  };
}
