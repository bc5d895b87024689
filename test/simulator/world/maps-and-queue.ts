import { ReplicatedMap } from './replicated-map.ts';
import type { ReplicatedQueue } from './replicated-queue.ts';

export const mapNames = ['pending', 'delivered', 'log'] as const;
export type MapName = (typeof mapNames)[number];

/** The members of a side, by the partitions of which they have the last writes, or at least a backup. */
export interface Part {
  owns: (partition: string) => boolean;
  holds: (partition: string) => boolean;
}

/** Of the queue; keys of the maps are other partitions. */
export const queuePartition = 'the queue';

/** What members that see each other hold. */
export class MapsAndQueue {
  readonly maps: Readonly<Record<MapName, ReplicatedMap>>;
  readonly queue: ReplicatedQueue;

  constructor(
    queue: ReplicatedQueue,
    maps = { pending: new ReplicatedMap(), delivered: new ReplicatedMap(), log: new ReplicatedMap() },
  ) {
    this.queue = queue;
    this.maps = maps;
  }

  /** As some of the members have it. */
  copyOf(part: Part): MapsAndQueue {
    const { pending, delivered, log } = this.maps;
    return new MapsAndQueue(this.queue.copyOf({ isOwned: part.owns(queuePartition) }), {
      pending: pending.copyOf(part),
      delivered: delivered.copyOf(part),
      log: log.copyOf(part),
    });
  }

  /** @returns the keys of what is gone with it */
  loseMember(isLost: (partition: string) => boolean): string[] {
    if (isLost(queuePartition)) this.queue.loseMember();
    return mapNames.flatMap((name) => this.maps[name].loseMember(isLost));
  }
}
