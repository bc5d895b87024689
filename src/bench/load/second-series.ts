import type { Outcome } from '../../system/contract/outcome.ts';
import { LatencyHistogram, type Percentiles } from './latency-histogram.ts';

/** What was answered in one second of the measured time; the last may be shorter. */
export interface SecondRow extends Percentiles, Record<Outcome, number> {
  /** From 0. */
  second: number;
  durationMs: number;
}

/** Counts answers second by second; one histogram serves all of them, one after another. */
export class SecondSeries {
  readonly #rows: SecondRow[] = [];
  readonly #histogram = new LatencyHistogram();
  #counts = noAnswers();

  /** @param atMs since the begin of the measured time, never earlier than the one before */
  record(kind: Outcome, atMs: number, latencyMs: number): void {
    this.#closeBefore(Math.floor(atMs / 1000));
    this.#counts[kind] += 1;
    if (kind === 'acknowledged') this.#histogram.record(latencyMs);
  }

  /** Rows of whole seconds that are over at `atMs`; a second without any answer has one as well. */
  rowsUntil(atMs: number): readonly SecondRow[] {
    this.#closeBefore(Math.floor(atMs / 1000));
    return this.#rows;
  }

  /** All rows, the rest of a second being the last one. Nothing may be recorded any more. */
  finish(atMs: number): SecondRow[] {
    const restMs = Math.round(atMs - Math.floor(atMs / 1000) * 1000);
    this.#closeBefore(Math.floor(atMs / 1000));
    if (restMs > 0) this.#close(restMs);
    return this.#rows;
  }

  #closeBefore(second: number): void {
    while (this.#rows.length < second) this.#close(1000);
  }

  #close(durationMs: number): void {
    const second = this.#rows.length;
    this.#rows.push({ second, durationMs, ...this.#counts, ...this.#histogram.percentiles() });
    this.#counts = noAnswers();
    this.#histogram.reset();
  }
}

function noAnswers(): Record<Outcome, number> {
  return { acknowledged: 0, refused: 0, indeterminate: 0 };
}
