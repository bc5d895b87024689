import { createHistogram, type RecordableHistogram } from 'node:perf_hooks';

/** Milliseconds, rounded to hundredths; null if nothing was measured. */
export interface Percentiles {
  p50: number | null;
  p90: number | null;
  p99: number | null;
  p999: number | null;
  max: number | null;
}

export interface CurvePoint {
  /** 0 to 100. */
  percentile: number;
  ms: number;
}

const longestUs = 3_600_000_000;
/** Points of the curve between two nines (90 %, 99 %, 99.9 %, …). */
const pointsPerNine = 8;

/** Latencies in an HDR histogram: three significant digits from a microsecond to an hour, in constant memory. */
export class LatencyHistogram {
  readonly #histogram: RecordableHistogram = createHistogram({ lowest: 1, highest: longestUs, figures: 3 });
  /** The histogram reports the end of a bucket as its maximum, so keep the exact value. */
  #maxUs = 0;

  record(ms: number): void {
    const us = Math.min(Math.max(1, Math.round(ms * 1000)), longestUs);
    this.#histogram.record(us);
    if (us > this.#maxUs) this.#maxUs = us;
  }

  reset(): void {
    this.#histogram.reset();
    this.#maxUs = 0;
  }

  percentiles(): Percentiles {
    return {
      p50: this.#at(50),
      p90: this.#at(90),
      p99: this.#at(99),
      p999: this.#at(99.9),
      max: this.#at(100),
    };
  }

  /**
   * The whole distribution, with as many points from 90 to 99 % as from 99 to 99.9 %; the last point is the maximum.
   */
  curve(): CurvePoint[] {
    const { count } = this.#histogram;
    if (count === 0) return [];
    const steps = Math.ceil(Math.log10(count) * pointsPerNine);
    const percentiles = Array.from({ length: steps }, (_, step) => 100 * (1 - 10 ** (-step / pointsPerNine)));
    return [...percentiles.slice(1), 100].map((percentile) => ({
      percentile: Math.round(percentile * 1e6) / 1e6,
      ms: this.#at(percentile) ?? 0,
    }));
  }

  #at(percentile: number): number | null {
    if (this.#histogram.count === 0) return null;
    const us = percentile === 100 ? this.#maxUs : this.#histogram.percentile(percentile);
    return Math.round(Math.min(us, this.#maxUs) / 10) / 100;
  }
}
