import type { Outcome } from '../../system/contract/outcome.ts';
import type { Answer, ErrorKind } from './answer.ts';
import { LatencyHistogram, type CurvePoint, type Percentiles } from './latency-histogram.ts';
import { LongestGap } from './longest-gap.ts';
import { SecondSeries, type SecondRow } from './second-series.ts';

export interface ErrorCount {
  kind: ErrorKind;
  reason: string;
  count: number;
}

export interface Measured extends Record<Outcome, number> {
  attempted: number;
  durationMs: number;
  /** Acknowledgements during the measured time, per second. */
  throughputPerSecond: number;
  /** Messages that were not acknowledged, per second of the measured time. */
  errorsPerSecond: number;
  /** Latency of the acknowledged messages. */
  latencyMs: Percentiles;
  longestGapMs: number;
  errors: ErrorCount[];
  seconds: SecondRow[];
  curve: CurvePoint[];
}

/** Limits the memory: servers may send any text as a reason. */
const mostReasons = 50;

/**
 * Counts the outcomes of posts in constant memory. A message counts if it was due in the measured time, even if its
 * answer comes later; throughput and the rows of seconds count all answers that arrive in that time. Times in ms,
 * ascending.
 */
export class Measurement {
  readonly #fromMs: number;
  readonly #histogram = new LatencyHistogram();
  readonly #series = new SecondSeries();
  readonly #gap: LongestGap;
  readonly #errors = new Map<string, ErrorCount>();
  readonly #counts = { attempted: 0, acknowledged: 0, refused: 0, indeterminate: 0 };
  #endMs: number | undefined;

  /** @param fromMs start of the measured time */
  constructor(fromMs: number) {
    this.#fromMs = fromMs;
    this.#gap = new LongestGap(fromMs);
  }

  get attempted(): number {
    return this.#counts.attempted;
  }

  /** @returns whether the message counts */
  attempt(intendedMs: number): boolean {
    if (intendedMs < this.#fromMs) return false;
    this.#counts.attempted += 1;
    return true;
  }

  answer({ outcome, error }: Answer, intendedMs: number, nowMs: number): void {
    const latencyMs = nowMs - intendedMs;
    if (nowMs >= this.#fromMs && this.#endMs === undefined) {
      this.#series.record(outcome, nowMs - this.#fromMs, latencyMs);
      if (outcome === 'acknowledged') this.#gap.acknowledged(nowMs);
    }
    if (intendedMs < this.#fromMs) return;
    this.#counts[outcome] += 1;
    if (error === undefined) this.#histogram.record(latencyMs);
    else this.#count(error.kind, error.reason);
  }

  /** Ends the measured time: later answers count for their messages only. */
  end(nowMs: number): void {
    this.#endMs ??= Math.max(nowMs, this.#fromMs);
  }

  /** The rows of the completed seconds. */
  rowsUntil(nowMs: number): readonly SecondRow[] {
    return this.#series.rowsUntil(Math.max(0, (this.#endMs ?? nowMs) - this.#fromMs));
  }

  result(nowMs: number): Measured {
    this.end(nowMs);
    const durationMs = (this.#endMs ?? nowMs) - this.#fromMs;
    const seconds = this.#series.finish(durationMs);
    const perSecond = (count: number) =>
      durationMs === 0 ? 0 : Math.round((count * 10_000) / durationMs) / 10;
    const inTime = seconds.reduce((sum, row) => sum + row.acknowledged, 0);
    const { refused, indeterminate } = this.#counts;
    return {
      ...this.#counts,
      durationMs: Math.round(durationMs),
      throughputPerSecond: perSecond(inTime),
      errorsPerSecond: perSecond(refused + indeterminate),
      latencyMs: this.#histogram.percentiles(),
      longestGapMs: Math.round(this.#gap.until(this.#endMs ?? nowMs)),
      errors: [...this.#errors.values()].sort((a, b) => b.count - a.count),
      seconds,
      curve: this.#histogram.curve(),
    };
  }

  #count(kind: ErrorKind, reason: string): void {
    const known = this.#errors.get(`${kind} ${reason}`);
    if (known !== undefined) known.count += 1;
    else if (this.#errors.size < mostReasons || reason === '…')
      this.#errors.set(`${kind} ${reason}`, { kind, reason, count: 1 });
    else this.#count(kind, '…');
  }
}
