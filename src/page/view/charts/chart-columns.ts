import type { Sample } from '../../wire/page-state.ts';

/** Two samples a second. */
const most = 1_200;
/** A rate over one sample would jump: a service flushes in groups. */
const rateOverSeconds = 2;

export type ColumnName = 'queue' | 'posted' | 'logged' | 'received' | 'memory';
type Values = (number | null)[];

/**
 * The samples of the last ten minutes as columns, as the plots read them; appended to, never copied.
 * `posted`, `logged` and `received` are rates in messages per second, `memory` is in MiB; null: unknown.
 */
export class ChartColumns {
  /** Seconds since 1970. */
  readonly seconds: number[] = [];
  readonly #values: Record<ColumnName, Values> = empty();
  /** Of the counts that the rates follow from. */
  readonly #counts: Record<'posted' | 'logged' | 'received', Values> = {
    posted: [],
    logged: [],
    received: [],
  };

  /** Grows with each sample. */
  values(name: ColumnName): (number | null)[] {
    return this.#values[name];
  }

  /** Messages logged by the running instances; null: unknown. */
  get logged(): number | null {
    return this.#counts.logged.at(-1) ?? null;
  }

  /** Messages received by the running instances; null: unknown. */
  get received(): number | null {
    return this.#counts.received.at(-1) ?? null;
  }

  /** The newest value; null: unknown. */
  latest(name: ColumnName): number | null {
    return this.#values[name].at(-1) ?? null;
  }

  /**
   * @param posted messages posted until then; null: unknown
   * @param memoryBytes of all processes; null: unknown
   */
  append({ atMs, queue, logged, received }: Sample, posted: number | null, memoryBytes: number | null): void {
    this.#cut();
    this.seconds.push(atMs / 1000);
    this.#values.queue.push(queue);
    this.#values.memory.push(memoryBytes === null ? null : memoryBytes / 1024 / 1024);
    const counts = { posted, logged, received };
    for (const name of ['posted', 'logged', 'received'] as const) {
      this.#counts[name].push(counts[name]);
      this.#values[name].push(newestRate(this.seconds, this.#counts[name]));
    }
  }

  clear(): void {
    for (const column of this.#all()) column.length = 0;
  }

  #cut(): void {
    if (this.seconds.length < 2 * most) return;
    for (const column of this.#all()) column.splice(0, most);
  }

  #all(): unknown[][] {
    return [this.seconds, ...Object.values(this.#values), ...Object.values(this.#counts)];
  }
}

/** @returns per second; null: unknown, or the count fell since an instance was started again */
export function newestRate(seconds: readonly number[], counts: readonly (number | null)[]): number | null {
  const last = seconds.length - 1;
  const end = seconds[last];
  const to = counts[last];
  if (end === undefined || to === undefined || to === null) return null;
  let first = last;
  while (
    first > 0 &&
    end - (seconds[first] ?? end) < rateOverSeconds &&
    typeof counts[first - 1] === 'number'
  )
    first -= 1;
  const from = counts[first] ?? to;
  const elapsed = end - (seconds[first] ?? end);
  // After a pause of the page the old count says nothing of now.
  if (elapsed <= 0 || elapsed > 5 * rateOverSeconds || to < from) return null;
  return (to - from) / elapsed;
}

function empty(): Record<ColumnName, Values> {
  return { queue: [], posted: [], logged: [], received: [], memory: [] };
}
