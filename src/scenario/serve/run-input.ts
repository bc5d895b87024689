import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { withDeadline } from '../../foundation/async/wait-for.ts';
import { untilAborted } from '../../foundation/async/until-aborted.ts';
import { nextStep, runOrder, type RunOrder } from '../../protocol/run/run-progress.ts';

const orderTimeoutMs = 10_000;

/** The program that ordered the run has stopped it, or has ended. */
class RunStoppedError extends Error {}

/** What the program of a run reads: an order, then the steps to begin, one after the other. */
export class RunInput {
  readonly #stopped = new AbortController();
  readonly #first: Promise<RunOrder>;
  #asked = -1;
  #wake: () => void = () => undefined;

  constructor(input: Readable) {
    const lines = createInterface({ input });
    this.#first = new Promise((resolve, reject) => {
      lines.once('line', (line) => {
        try {
          resolve(runOrder.parse(JSON.parse(line)));
        } catch (error) {
          reject(error instanceof Error ? error : new Error(String(error)));
        }
        lines.on('line', (next) => {
          this.#take(next);
        });
      });
    });
    // A run that is not awaited yet must not end the process.
    this.#first.catch(() => undefined);
    lines.once('close', () => {
      this.stop();
    });
    input.on('error', () => {
      this.stop();
    });
  }

  /** Aborted when the input ends, or by `stop`. */
  get stopped(): AbortSignal {
    return this.#stopped.signal;
  }

  stop(): void {
    this.#stopped.abort(new RunStoppedError('the run was stopped'));
  }

  /** @throws Error if the first line is not an order, or does not come in time */
  order(): Promise<RunOrder> {
    return withDeadline('the order of a run', orderTimeoutMs, untilAborted(this.#first, this.stopped));
  }

  /** Waits until the step is asked for. @throws RunStoppedError if the run is stopped before */
  async untilAsked(step: number): Promise<void> {
    while (this.#asked < step)
      await untilAborted(
        new Promise<void>((resolve) => {
          this.#wake = resolve;
        }),
        this.stopped,
      );
  }

  /** A line of another form would be a defect of the other side; it begins nothing. */
  #take(line: string): void {
    const { data } = nextStep.safeParse(parsed(line));
    if (data === undefined) return;
    this.#asked = Math.max(this.#asked, data.next);
    this.#wake();
  }
}

function parsed(line: string): unknown {
  try {
    const value: unknown = JSON.parse(line);
    return value;
  } catch {
    return undefined;
  }
}
