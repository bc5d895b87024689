import type { Random } from './random.ts';

/** An operation on the cluster, by what it is for. */
const kinds = ['log', 'offer', 'take', 'mark pending', 'clear pending', 'record', 'read'] as const;
export type Kind = (typeof kinds)[number];

/** What becomes of one operation on the cluster. */
export interface Fate {
  /** Until it is carried out; undefined: never. */
  carriedOutMs: number | undefined;
  /** From then until its caller hears of it, or, where it fails, from the beginning. */
  answerMs: number;
  isAnswered: boolean;
  /** What it writes is with one member alone. */
  isAlone: boolean;
  /** It is carried out also if its caller dies before. */
  outlives: boolean;
  /** Its caller dies then. */
  crash: 'before' | 'after' | undefined;
}

/** How hard a world is; some have no faults of a kind at all, so that the others are not covered up by them. */
export class Faults {
  readonly #random: Random;
  readonly #failRate: number;
  readonly #slowRate: number;
  readonly #hardKinds: ReadonlySet<Kind>;
  readonly #hardFailRate: number;
  #crashesLeft: number;
  #areOver = false;
  /** Of clocks, in ms. */
  readonly skewMs: number;
  readonly freezes: number;
  readonly memberDeaths: number;

  constructor(random: Random) {
    this.#random = random;
    this.#failRate = random.oneOf([0, 0.03, 0.1, 0.3]);
    this.#slowRate = random.oneOf([0, 0.02, 0.1]);
    this.#hardKinds = new Set(Array.from({ length: random.between(0, 3) }, () => random.oneOf(kinds)));
    this.#hardFailRate = random.oneOf([0.3, 0.7, 1]);
    this.#crashesLeft = random.between(0, 5);
    this.skewMs = random.oneOf([0, 0, 3_000]);
    this.freezes = random.oneOf([0, 0, 1, 3]);
    this.memberDeaths = random.oneOf([0, 1, 4]);
  }

  get areOver(): boolean {
    return this.#areOver;
  }

  end(): void {
    this.#areOver = true;
  }

  fate(kind: Kind): Fate {
    const random = this.#random;
    const isHard = this.#hardKinds.has(kind);
    const crash = this.#crash(isHard);
    // What a process has on its way when it dies often arrives.
    const isOnItsWay = crash === 'before' && random.chance(0.7);
    const isFailed = isOnItsWay || this.chance(isHard ? this.#hardFailRate : this.#failRate);
    const isCarriedOut = !isFailed || isOnItsWay || random.chance(0.6);
    const isLate = isFailed && random.chance(isOnItsWay ? 0.7 : 0.3);
    const latencyMs = (): number => this.#latencyMs(isHard ? 0.3 : this.#slowRate);
    return {
      carriedOutMs: isCarriedOut ? (isLate ? this.#lateMs() : latencyMs()) : undefined,
      answerMs: latencyMs(),
      isAnswered: !isFailed,
      isAlone: isFailed && random.chance(0.5),
      outlives: isOnItsWay || random.chance(0.5),
      crash,
    };
  }

  chance(probability: number): boolean {
    return !this.#areOver && this.#random.chance(probability);
  }

  /** Often about when a lease is over, since then others look. */
  #lateMs(): number {
    return this.#random.chance(0.5) ? this.#random.between(0, 12_000) : this.#random.between(4_000, 8_000);
  }

  #crash(isHard: boolean): Fate['crash'] {
    if (this.#crashesLeft === 0 || !this.chance(isHard ? 0.1 : 0.02)) return undefined;
    this.#crashesLeft -= 1;
    return this.#random.oneOf(['before', 'after']);
  }

  #latencyMs(slowRate: number): number {
    const random = this.#random;
    if (this.chance(slowRate)) return random.between(0, random.oneOf([50, 700, 9_000]));
    return random.between(0, 3);
  }
}
