interface Waiter {
  isOver: boolean;
  take: (item: string) => void;
}

/** The bounded queue. Without a backup it is empty when its member has died. */
export class ReplicatedQueue {
  readonly #capacity: number;
  readonly #hasBackup: boolean;
  #items: string[] = [];
  #waiters: Waiter[] = [];
  /** Since a member died last: what the backup does not have, and what it still has. */
  #addedAlone: string[] = [];
  #takenAlone: string[] = [];

  constructor(options: { capacity: number; hasBackup: boolean }) {
    this.#capacity = options.capacity;
    this.#hasBackup = options.hasBackup;
  }

  get items(): readonly string[] {
    return this.#items;
  }

  /** All or none. */
  add(items: readonly string[], isAlone: boolean): boolean {
    if (this.#items.length + items.length > this.#capacity) return false;
    this.#items.push(...items);
    if (isAlone) this.#addedAlone.push(...items);
    this.#serve();
    return true;
  }

  take(most: number, isAlone: boolean): string[] {
    const taken = this.#items.splice(0, most);
    if (isAlone) this.#takenAlone.push(...taken);
    return taken;
  }

  /** @returns ends the waiting */
  wait(take: (item: string) => void): () => void {
    const waiter: Waiter = { isOver: false, take };
    this.#waiters.push(waiter);
    this.#serve();
    return () => {
      waiter.isOver = true;
    };
  }

  loseMember(): void {
    if (this.#hasBackup) {
      const added = new Set(this.#addedAlone);
      this.#items = [...this.#takenAlone, ...this.#items.filter((item) => !added.has(item))];
    } else this.#items = [];
    this.#addedAlone = [];
    this.#takenAlone = [];
    this.#serve();
  }

  #serve(): void {
    this.#waiters = this.#waiters.filter(({ isOver }) => !isOver);
    while (this.#items.length > 0) {
      const waiter = this.#waiters.shift();
      if (waiter === undefined) return;
      const [item] = this.#items.splice(0, 1);
      if (item !== undefined) waiter.take(item);
    }
  }
}
