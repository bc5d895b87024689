import type { RestartSpec } from '../../topology/topology.ts';

const mostKept = 100;

export type RestartDecision =
  { kind: 'stay-down' } | { kind: 'restart'; delayMs: number } | { kind: 'give-up'; failures: number };

export interface ExitSeen {
  /** It was stopped or killed on command. */
  expected: boolean;
  failed: boolean;
  /** Times of the earlier unexpected exits, in ms on the clock of `nowMs`. */
  earlierExitsMs: readonly number[];
  nowMs: number;
}

/** Decides whether an exited process is restarted, and after what delay. Pure. */
export function decideRestart(spec: RestartSpec, exit: ExitSeen): RestartDecision {
  if (exit.expected || spec.policy === 'never') return { kind: 'stay-down' };
  if (spec.policy === 'on-failure' && !exit.failed) return { kind: 'stay-down' };
  const recent = exit.earlierExitsMs.filter((atMs) => exit.nowMs - atMs < spec.windowMs).length;
  if (recent >= spec.limit) return { kind: 'give-up', failures: recent + 1 };
  return { kind: 'restart', delayMs: Math.min(spec.backoffMs * 2 ** recent, spec.maxBackoffMs) };
}

/** Counts the unexpected exits of one process and decides by its policy. */
export class RestartHistory {
  readonly #spec: RestartSpec;
  #unexpectedMs: number[] = [];

  constructor(spec: RestartSpec) {
    this.#spec = spec;
  }

  /** @param nowMs on a monotonic clock */
  decide(exit: Pick<ExitSeen, 'expected' | 'failed'>, nowMs: number): RestartDecision {
    const decision = decideRestart(this.#spec, { ...exit, earlierExitsMs: this.#unexpectedMs, nowMs });
    if (decision.kind !== 'stay-down') this.#unexpectedMs = [...this.#unexpectedMs, nowMs].slice(-mostKept);
    return decision;
  }
}
