export interface MinuteRow {
  /** Seconds since 1970 of the last sample of the minute. */
  at: number;
  /** Values of that sample; null: unknown. */
  values: (number | null)[];
}

/** The last sample of each minute, newest first: a chart as a table. */
export function minuteRows(
  seconds: readonly number[],
  columns: readonly (readonly (number | null)[])[],
  minutes = 10,
): MinuteRow[] {
  const rows: MinuteRow[] = [];
  let next = Infinity;
  for (let index = seconds.length - 1; index >= 0 && rows.length < minutes; index -= 1) {
    const at = seconds[index] ?? 0;
    if (at > next) continue;
    rows.push({ at, values: columns.map((column) => column[index] ?? null) });
    next = at - 60;
  }
  return rows;
}
