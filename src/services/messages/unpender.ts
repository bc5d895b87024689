import { setTimeout as sleep } from 'node:timers/promises';

interface UnpenderDeps {
  unpend: (keys: readonly string[]) => Promise<void>;
  /** The keys stay pending, until a relay finds them done. */
  onTrouble: (error: unknown) => void;
}

/** The facade pends a message after it has offered it, so a consumer is often faster: it gives it this time. */
const pauseMs = 250;

/** Removes the pending entries of what is shown: a little later, and together. */
export class Unpender {
  readonly #deps: UnpenderDeps;
  #keys: string[] = [];
  #next: Promise<void> | undefined;

  constructor(deps: UnpenderDeps) {
    this.#deps = deps;
  }

  add(keys: readonly string[]): void {
    this.#keys.push(...keys);
    if (this.#keys.length > 0) this.#next ??= sleep(pauseMs).then(() => this.#flush());
  }

  /** Resolves when nothing is left to remove. */
  async finish(): Promise<void> {
    while (this.#next !== undefined) await this.#next;
  }

  async #flush(): Promise<void> {
    const keys = this.#keys;
    this.#keys = [];
    try {
      await this.#deps.unpend(keys);
    } catch (error) {
      this.#deps.onTrouble(error);
    }
    this.#next = undefined;
    this.add([]);
  }
}
