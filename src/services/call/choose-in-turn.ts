/**
 * The items in random order, each once: choosing at random without replacement. Lazy, since the first one nearly
 * always does.
 * @param random gives a number from 0 up to, not including, 1
 */
export function* chooseInTurn<T>(items: readonly T[], random: () => number): Generator<T, void, undefined> {
  const left = [...items];
  while (left.length > 0) {
    const [chosen] = left.splice(Math.floor(random() * left.length), 1);
    if (chosen !== undefined) yield chosen;
  }
}
