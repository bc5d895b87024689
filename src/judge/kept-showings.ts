import { countTexts, type Showings } from './message-findings.ts';

/**
 * What each consumer has shown so far, also before it was stopped. A text counts as often as one answer of an instance had
 * it.
 */
export class KeptShowings {
  readonly #byInstance = new Map<string, Map<string, number>>();

  add(sets: Readonly<Record<string, readonly string[]>>): void {
    for (const [instance, texts] of Object.entries(sets)) {
      const kept = this.#byInstance.get(instance) ?? new Map<string, number>();
      for (const [text, times] of countTexts(texts)) kept.set(text, Math.max(times, kept.get(text) ?? 0));
      this.#byInstance.set(instance, kept);
    }
  }

  get all(): Showings {
    return this.#byInstance;
  }

  /** Number of different texts of these, and of all showings together. */
  progress(texts: ReadonlySet<string>): { found: number; total: number } {
    const found = new Set<string>();
    let total = 0;
    for (const shown of this.#byInstance.values())
      for (const [text, times] of shown) {
        if (texts.has(text)) found.add(text);
        total += times;
      }
    return { found: found.size, total };
  }

  /** The texts of these that each instance showed. */
  among(texts: ReadonlySet<string>): Record<string, string[]> {
    return Object.fromEntries(
      [...this.#byInstance].map(([name, shown]) => [
        name,
        [...shown.keys()].filter((text) => texts.has(text)),
      ]),
    );
  }
}
