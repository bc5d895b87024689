interface GroupWriterOptions<Item, Result> {
  /** Writes all of them and tells of each, in order; what it rejects with is told of all. */
  write: (items: readonly Item[]) => Promise<Result[]>;
  /** How many of the first items go into one write; at least one. */
  fitting: (items: readonly Item[]) => number;
  /** A write that takes longer holds up nobody else. */
  patienceMs: number;
}

interface Waiting<Item, Result> {
  item: Item;
  resolve: (result: Result) => void;
  reject: (error: unknown) => void;
}

/**
 * Group commit: items that come while a write is under way share the next one, so that a write's cost is shared by as many as there
 * are. One item alone waits for nothing.
 */
export class GroupWriter<Item, Result> {
  readonly #options: GroupWriterOptions<Item, Result>;
  #waiting: Waiting<Item, Result>[] = [];
  #isWriting = false;

  constructor(options: GroupWriterOptions<Item, Result>) {
    this.#options = options;
  }

  /** One result for each item, in order; rejects with what the write of one of them rejected with. */
  write(items: readonly Item[]): Promise<Result[]> {
    const results = items.map(
      (item) =>
        new Promise<Result>((resolve, reject) => {
          this.#waiting.push({ item, resolve, reject });
        }),
    );
    this.#writeNext();
    return Promise.all(results);
  }

  #writeNext(): void {
    if (this.#isWriting || this.#waiting.length === 0) return;
    this.#isWriting = true;
    const group = this.#takeGroup();
    let isOver = false;
    const goOn = (): void => {
      if (isOver) return;
      isOver = true;
      clearTimeout(patience);
      this.#isWriting = false;
      this.#writeNext();
    };
    const patience = setTimeout(goOn, this.#options.patienceMs);
    void this.#writeGroup(group).then(goOn);
  }

  #takeGroup(): Waiting<Item, Result>[] {
    const count = this.#options.fitting(this.#waiting.map(({ item }) => item));
    const group = this.#waiting.slice(0, count);
    this.#waiting = this.#waiting.slice(count);
    return group;
  }

  async #writeGroup(group: readonly Waiting<Item, Result>[]): Promise<void> {
    try {
      const results = await this.#options.write(group.map(({ item }) => item));
      for (const [index, { resolve, reject }] of group.entries()) {
        const result = results[index];
        if (result === undefined) reject(new Error('a write told of fewer items than it was given'));
        else resolve(result);
      }
    } catch (error) {
      for (const { reject } of group) reject(error);
    }
  }
}
