import type { Random } from '../random.ts';
import { mapNames, MapsAndQueue, queuePartition } from './maps-and-queue.ts';
import type { Process } from './process.ts';
import { Reach } from './reach.ts';
import { ReplicatedQueue } from './replicated-queue.ts';
import { Split, type Side } from './split.ts';
import type { Timeline } from '../timeline.ts';

interface ClusterOptions {
  random: Random;
  /** For everything about splits, so that a world without them stays the same. */
  splitRandom: Random;
  timeline: Timeline;
  /** The smaller side of a split refuses everything. */
  isProtected: boolean;
  isQueueBackedUp: boolean;
}

const longestMergeMs = 500;
/** Of a member that died. */
const longestStartMs = 8_000;

/** What the members of the cluster hold; a split has two copies of it. */
export class Cluster {
  readonly #options: ClusterOptions;
  /** Of all members, or of the majority. */
  readonly whole: MapsAndQueue;
  #split: Split | undefined;

  constructor(options: ClusterOptions) {
    const { random } = options;
    this.#options = options;
    const capacity = random.oneOf([1, 2, 6, Infinity, Infinity]);
    const hasBackup = random.chance(0.7) || options.isQueueBackedUp;
    this.whole = new MapsAndQueue(new ReplicatedQueue({ capacity, hasBackup }));
  }

  get split(): Split | undefined {
    return this.#split;
  }

  /** Everything as an operation of the process reaches it now. */
  reach(process: Process, isAlone: boolean): Reach {
    return new Reach({ whole: this.whole, split: this.#split, process, isAlone });
  }

  /** Cuts one member off. */
  cut(): Split {
    const { splitRandom: random, isProtected } = this.#options;
    // The minority has every entry that was acknowledged, as with the topology lab-safe.
    const backups = isProtected ? 2 : random.oneOf([1, 2]);
    this.#split = new Split({ random, backups, isProtected });
    return this.#split;
  }

  /** The side goes on without the other; the first one that does has a copy of its own from then on. */
  notice(side: Side): void {
    const split = this.#split;
    if (split === undefined) return;
    if (!split.hasForked) {
      const part = split.minorityPart;
      if (!split.isMinorityDead) split.minority = this.whole.copyOf(part);
      this.whole.loseMember(part.owns);
      this.whole.queue.settle();
    }
    split.notice(side);
  }

  /** The cut ends. What the minority has, and the majority has not, is added a little later, entry by entry. */
  merge(): void {
    const minority = this.#split?.minority;
    this.#split = undefined;
    if (minority === undefined) return;
    const { splitRandom: random, timeline } = this.#options;
    const later = (run: () => void): void => {
      timeline.at(random.between(0, longestMergeMs), run);
    };
    for (const name of mapNames)
      for (const [key, text] of minority.maps[name].entries())
        later(() => {
          const map = this.whole.maps[name];
          if (map.get(key) === undefined) map.write(key, text, false);
        });
    const { queue } = this.whole;
    // Measured: a queue is one value, so nothing is added to one that has items. Nobody may rely on either.
    const isAdded = random.oneOf<() => boolean>([() => true, () => false, () => queue.items.length === 0]);
    later(() => {
      const there = new Set(queue.items);
      if (isAdded()) queue.merge(minority.queue.items.filter((item) => !there.has(item)));
    });
  }

  /** @returns the keys of what is gone with it */
  loseMember(): string[] {
    const { random, splitRandom } = this.#options;
    const split = this.#split;
    if (split !== undefined && splitRandom.chance(1 / 3)) return this.#loseMinority(split);
    if (split !== undefined) this.#loseOfMajority(split);
    return this.whole.loseMember((partition) => {
      const isLost = random.chance(partition === queuePartition ? 0.5 : 0.7);
      return isLost && split?.ownerOf(partition) !== 'minority';
    });
  }

  #loseMinority(split: Split): string[] {
    const { owns } = split.minorityPart;
    const lost = split.minority === undefined ? this.whole.loseMember(owns) : [];
    split.loseMinority();
    return lost;
  }

  #loseOfMajority(split: Split): void {
    const { splitRandom, timeline } = this.#options;
    split.setMajorityTooFew(true);
    timeline.at(splitRandom.between(0, longestStartMs), () => {
      split.setMajorityTooFew(false);
    });
  }
}
