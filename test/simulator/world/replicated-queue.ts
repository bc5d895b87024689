interface Item {
  text: string;
  /** The backup does not have it. */
  isAlone: boolean;
}

interface Waiter {
  isOver: boolean;
  isAlone: boolean;
  take: (item: string) => void;
}

interface QueueOptions {
  capacity: number;
  hasBackup: boolean;
}

/** The bounded queue. Without a backup it is empty when its member has died. */
export class ReplicatedQueue {
  readonly #options: QueueOptions;
  #items: Item[] = [];
  #waiters: Waiter[] = [];
  /** What the backup still has. */
  #takenAlone: string[] = [];

  constructor(options: QueueOptions) {
    this.#options = options;
  }

  get items(): string[] {
    return this.#items.map(({ text }) => text);
  }

  get hasBackup(): boolean {
    return this.#options.hasBackup;
  }

  /** All or none. */
  add(texts: readonly string[], isAlone: boolean): boolean {
    if (this.#items.length + texts.length > this.#options.capacity) return false;
    this.#push(texts, isAlone);
    return true;
  }

  /** Also if there is no room. */
  merge(texts: readonly string[]): void {
    this.#push(texts, false);
  }

  take(most: number, isAlone: boolean): string[] {
    return this.#splice(0, most, isAlone);
  }

  /** Takes the first that is equal. @returns whether there was one */
  remove(text: string, isAlone: boolean): boolean {
    const index = this.items.indexOf(text);
    return index !== -1 && this.#splice(index, 1, isAlone).length > 0;
  }

  /** @returns ends the waiting */
  wait(take: (text: string) => void, isAlone: boolean): () => void {
    const waiter: Waiter = { isOver: false, isAlone, take };
    this.#waiters.push(waiter);
    this.#serve();
    return () => {
      waiter.isOver = true;
    };
  }

  loseMember(): void {
    this.#items = this.#backup();
    this.#takenAlone = [];
    this.#serve();
  }

  /** The backup catches up. */
  settle(): void {
    for (const item of this.#items) item.isAlone = false;
    this.#takenAlone = [];
  }

  /** As the members have it that own it, or only hold its backup. */
  copyOf({ isOwned }: { isOwned: boolean }): ReplicatedQueue {
    const copy = new ReplicatedQueue(this.#options);
    copy.#items = isOwned ? this.#items.map(({ text }) => ({ text, isAlone: false })) : this.#backup();
    return copy;
  }

  #backup(): Item[] {
    if (!this.hasBackup) return [];
    const held = this.#items.filter(({ isAlone }) => !isAlone).map(({ text }) => text);
    return [...this.#takenAlone, ...held].map((text) => ({ text, isAlone: false }));
  }

  #push(texts: readonly string[], isAlone: boolean): void {
    this.#items.push(...texts.map((text) => ({ text, isAlone })));
    this.#serve();
  }

  #splice(start: number, most: number, isAlone: boolean): string[] {
    const taken = this.#items.splice(start, most);
    if (isAlone) this.#takenAlone.push(...taken.filter((item) => !item.isAlone).map(({ text }) => text));
    return taken.map(({ text }) => text);
  }

  #serve(): void {
    this.#waiters = this.#waiters.filter(({ isOver }) => !isOver);
    while (this.#items.length > 0) {
      const waiter = this.#waiters.shift();
      if (waiter === undefined) return;
      for (const text of this.#splice(0, 1, waiter.isAlone)) waiter.take(text);
    }
  }
}
