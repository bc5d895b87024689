import type { Random } from '../random.ts';
import { ReplicatedMap } from './replicated-map.ts';
import { ReplicatedQueue } from './replicated-queue.ts';

/** What the members of the cluster hold. */
export class Cluster {
  readonly pending = new ReplicatedMap();
  readonly delivered = new ReplicatedMap();
  readonly log = new ReplicatedMap();
  readonly queue: ReplicatedQueue;
  readonly #random: Random;

  constructor(random: Random) {
    this.#random = random;
    this.queue = new ReplicatedQueue({
      capacity: random.oneOf([1, 2, 6, Infinity, Infinity]),
      hasBackup: random.chance(0.7),
    });
  }

  /** @returns the keys of what is gone with it */
  loseMember(): string[] {
    const isLost = (): boolean => this.#random.chance(0.7);
    if (this.#random.chance(0.5)) this.queue.loseMember();
    return [this.pending, this.delivered, this.log].flatMap((map) => map.loseMember(isLost));
  }
}
