import type { Outcome } from '../../system/contract/outcome.ts';
import { LatencyHistogram, type Percentiles } from './latency-histogram.ts';

/** The answers in one second of the measured time; the last second may be shorter. */
export interface SecondRow extends Percentiles, Record<Outcome, number> {
  /** From 0. */
  second: number;
  durationMs: number;
}

/** Counts answers per second; one histogram is reused for all of them. */
export class SecondSeries {
  readonly #rows: SecondRow[] = [];
  readonly #histogram = new LatencyHistogram();
  #counts = noAnswers();

  /** @param atMs since the start of the measured time, ascending */
  record(kind: Outcome, atMs: number, latencyMs: number): void {
    this.#closeBefore(Math.floor(atMs / 1000));
    this.#counts[kind] += 1;
    if (kind === 'acknowledged') this.#histogram.record(latencyMs);
  }

  /** Rows of the seconds completed at `atMs`; a second without answers has a row too. */
  rowsUntil(atMs: number): readonly SecondRow[] {
    this.#closeBefore(Math.floor(atMs / 1000));
    return this.#rows;
  }

  /** All rows; the last one may be a partial second. Nothing may be recorded after this. */
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
