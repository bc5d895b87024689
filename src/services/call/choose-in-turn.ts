/**
 * The items in random order, each once: choosing at random without replacement. Lazy, because usually only the first
 * one is needed.
 * @param random returns a number from 0 (inclusive) to 1 (exclusive)
 */
export function* chooseInTurn<T>(items: readonly T[], random: () => number): Generator<T, void, undefined> {
  const left = [...items];
  while (left.length > 0) {
    const [chosen] = left.splice(Math.floor(random() * left.length), 1);
    if (chosen !== undefined) yield chosen;
  }
}
