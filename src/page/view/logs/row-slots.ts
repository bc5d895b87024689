/**
 * Gives each shown line a slot. A new line takes one that became free, so that the browser changes a row instead of
 * making a new one: with thousands of lines a second, making them took most of the time.
 */
export class RowSlots {
  #slots = new Map<number, number>();
  /** Slots that no line has; the next one is taken from the front. */
  #free: number[] = [];
  #made = 0;

  /**
   * @param numbers of the lines that are shown now, each once
   * @returns the slot of each; a line that was shown before keeps its own
   */
  assign(numbers: readonly number[]): number[] {
    const shown = new Set(numbers);
    for (const [number, slot] of this.#slots) if (!shown.has(number)) this.#free.push(slot);
    this.#slots = new Map(
      numbers.map((number) => [number, this.#slots.get(number) ?? this.#free.shift() ?? this.#made++]),
    );
    return [...this.#slots.values()];
  }
}
