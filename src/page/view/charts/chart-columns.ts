import type { Sample } from '../../wire/page-state.ts';

/** Two samples a second. */
const most = 1_200;
const bytesPerMiB = 1024 * 1024;

export type ColumnName = 'queue' | 'posted' | 'logged' | 'received' | 'memory';

/**
 * The samples of the last ten minutes as columns, as the plots read them; appended to, never copied.
 * `posted`, `logged` and `received` are rates in messages per second, `memory` is in MiB; null: unknown.
 */
export class ChartColumns {
  /** Seconds since 1970. */
  readonly seconds: number[] = [];
  readonly #values: Record<ColumnName, (number | null)[]> = {
    queue: [],
    posted: [],
    logged: [],
    received: [],
    memory: [],
  };
  #newest: Sample | undefined;

  /** Grows with each sample. */
  values(name: ColumnName): (number | null)[] {
    return this.#values[name];
  }

  /** Messages logged by the running instances; null: unknown. */
  get logged(): number | null {
    return this.#newest?.logged ?? null;
  }

  /** Messages received by the running instances; null: unknown. */
  get received(): number | null {
    return this.#newest?.received ?? null;
  }

  /** The newest value; null: unknown. */
  latest(name: ColumnName): number | null {
    return this.#values[name].at(-1) ?? null;
  }

  append(sample: Sample): void {
    this.#cut();
    const { atMs, queue, postedPerSecond, loggedPerSecond, receivedPerSecond, memoryBytes } = sample;
    this.#newest = sample;
    this.seconds.push(atMs / 1000);
    this.#values.queue.push(queue);
    this.#values.posted.push(postedPerSecond);
    this.#values.logged.push(loggedPerSecond);
    this.#values.received.push(receivedPerSecond);
    this.#values.memory.push(memoryBytes === null ? null : memoryBytes / bytesPerMiB);
  }

  clear(): void {
    this.#newest = undefined;
    for (const column of this.#all()) column.length = 0;
  }

  #cut(): void {
    if (this.seconds.length < 2 * most) return;
    for (const column of this.#all()) column.splice(0, most);
  }

  #all(): unknown[][] {
    return [this.seconds, ...Object.values(this.#values)];
  }
}
