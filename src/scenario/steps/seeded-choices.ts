import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { uniformInt } from 'pure-rand/distribution/uniformInt';

/** Random choices; the same seed repeats them. */
export interface Choices {
  /** @throws RangeError if there is nothing to choose from. */
  oneOf<T>(items: readonly T[]): T;
}

export function seededChoices(seed: number): Choices {
  const generator = xoroshiro128plus(seed);
  return {
    oneOf(items) {
      const chosen = items[uniformInt(generator, 0, Math.max(0, items.length - 1))];
      if (chosen === undefined) throw new RangeError('nothing to choose from');
      return chosen;
    },
  };
}
