import { countTexts, type Showings } from './message-findings.ts';

/**
 * What the consumers have shown. Whether a message was received counts from the first answer that had it, also if its
 * consumer was stopped since. How often it was received counts in the last answers: a system may move a message to another
 * consumer.
 */
export class KeptShowings {
  readonly #last = new Map<string, Map<string, number>>();
  readonly #ever = new Set<string>();

  /** Adds one answer of each of some instances. */
  add(sets: Readonly<Record<string, readonly string[]>>): void {
    for (const [instance, texts] of Object.entries(sets)) {
      this.#last.set(instance, countTexts(texts));
      for (const text of texts) this.#ever.add(text);
    }
  }

  get showings(): Showings {
    return { last: this.#last, ever: this.#ever };
  }

  /** Whether it was ever shown. */
  has(text: string): boolean {
    return this.#ever.has(text);
  }

  /** Number of different texts of these that were ever shown, and of all in the last answers together. */
  progress(texts: ReadonlySet<string>): { found: number; total: number } {
    const found = [...texts].filter((text) => this.#ever.has(text)).length;
    const counts = [...this.#last.values()].flatMap((shown) => [...shown.values()]);
    return { found, total: counts.reduce((all, times) => all + times, 0) };
  }

  /** The texts of these in the last answer of each instance. */
  among(texts: ReadonlySet<string>): Record<string, string[]> {
    return Object.fromEntries(
      [...this.#last].map(([name, shown]) => [name, [...shown.keys()].filter((text) => texts.has(text))]),
    );
  }
}
