import { isAnimated } from './open-task-list.ts';

export interface Progress {
  /** Shows the newest text, if it is time to. */
  update(text: () => string): void;
  /** Takes the drawn line away again. */
  close(): void;
}

/** How often a line is drawn on a terminal, and how often one is written elsewhere. */
const drawEveryMs = 200;
const writeEveryMs = 5000;

/** A line that tells how far something has come: redrawn on a terminal, now and then a new one elsewhere. */
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
