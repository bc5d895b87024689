import type { ProcessLog } from '../logs/process-log.ts';
import type { ProbeResult } from './probe-result.ts';

/** Only the beginning of a longer line is matched: the cost of a pattern may grow faster than the line. */
const matchedCharacters = 2_000;

/** Searches the output of each start for a line that matches. */
export class LogProbe {
  readonly #log: ProcessLog;
  readonly #pattern: RegExp;
  #hasMatched = false;
  #stop: () => void = () => undefined;

  constructor(log: ProcessLog, pattern: RegExp) {
    this.#log = log;
    this.#pattern = pattern;
  }

  /** Call this right before each start. */
  begin(): void {
    this.#stop();
    this.#hasMatched = false;
    this.#stop = this.#log.onLine((line) => {
      if (!this.#pattern.test(line.slice(0, matchedCharacters))) return;
      this.#hasMatched = true;
      this.#stop();
    });
  }

  result(): ProbeResult {
    const { source } = this.#pattern;
    return {
      ready: this.#hasMatched,
      seen: this.#hasMatched ? `a line matches /${source}/` : `no line of its log matches /${source}/ yet`,
    };
  }
}
