import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { groupUuid } from '../../src/protocol/uuid.ts';

const fine = 1_000_000;

/** All that is left to chance in a simulation: a seed repeats it. */
export class Random {
  readonly #generator;
  #uuids = 0;

  constructor(seed: number) {
    this.#generator = xoroshiro128plus(seed);
  }

  /** An independent one. The first numbers of neighbouring seeds are alike, so these are far from each other. */
  static other(seed: number): Random {
    return new Random(Math.imul(seed, 0x9e_37_79_b1) ^ 0x5b_d1_e9_95);
  }

  /** A whole number; both bounds are possible. */
  between(least: number, most: number): number {
    return uniformInt(this.#generator, least, most);
  }

  chance(probability: number): boolean {
    return probability > 0 && this.between(1, fine) <= probability * fine;
  }

  oneOf<T>(items: readonly [T, ...T[]]): T {
    return items[this.between(0, items.length - 1)] ?? items[0];
  }

  /** @throws Error if there is none */
  among<T>([first, ...others]: readonly T[]): T {
    if (first === undefined) throw new Error('there is none');
    return this.oneOf([first, ...others]);
  }

  /** A new one each time, of the form of version 4; short in a trace. */
  uuid(): string {
    this.#uuids += 1;
    return `${this.#uuids.toString(16).padStart(8, '0')}-0000-4000-8000-000000000000`;
  }

  /** As the facade makes them up for messages of a new group. */
  groupUuid(): string {
    return groupUuid(this.uuid());
  }
}
