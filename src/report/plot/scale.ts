const nice = [1, 1.5, 2, 3, 4, 5, 6, 8] as const;

/** The smallest round whole number (1, 2, 3, 4, 5, 6, 8, 10, 15, 20 …) that is not less than `value`; 1 for anything below. */
export function niceCeiling(value: number): number {
  for (let power = 1; ; power *= 10) {
    for (const factor of nice) {
      const round = factor * power;
      if ((round >= value && Number.isInteger(round)) || round === Infinity) return round;
    }
  }
}

const timeStepsMs = [
  10, 20, 50, 100, 200, 250, 500, 1_000, 2_000, 5_000, 10_000, 15_000, 30_000, 60_000, 120_000, 300_000,
  600_000, 1_800_000, 3_600_000,
] as const;

/** The shortest round time step of which at most `most` fit into `spanMs`. */
export function timeStepMs(spanMs: number, most: number): number {
  const step = timeStepsMs.find((ms) => spanMs / ms <= most);
  return step ?? niceCeiling(spanMs / most / 3_600_000) * 3_600_000;
}

/** Positions of the ticks of a time axis, in ms from its start. */
export function timeTicksMs(spanMs: number, most: number): number[] {
  const stepMs = timeStepMs(spanMs, most);
  return Array.from({ length: Math.floor(spanMs / stepMs) + 1 }, (_, index) => index * stepMs);
}
