import { queuePartition, type MapName, type MapsAndQueue } from './maps-and-queue.ts';
import type { Process } from './process.ts';
import type { Route, Side, Split } from './split.ts';

interface ReachDeps {
  whole: MapsAndQueue;
  split: Split | undefined;
  process: Process;
  /** What it writes is with one member alone. */
  isAlone: boolean;
}

/** A map as one operation reaches it. */
export interface ReachedMap {
  get: (key: string) => string | undefined;
  entries: () => [string, string][];
  /** @param text undefined: removes it */
  write: (key: string, text: string | undefined) => void;
}

/** The queue as one operation reaches it. */
interface ReachedQueue {
  head: () => string | undefined;
  add: (texts: readonly string[]) => boolean;
  take: (most: number, isAlone: boolean) => string[];
  remove: (text: string, isAlone: boolean) => boolean;
  /** @returns ends the waiting */
  wait: (take: (text: string) => void) => () => void;
}

/** The maps and the queue as one operation reaches them: it throws if the members that it needs do not answer. */
export class Reach {
  readonly #deps: ReachDeps;
  #isBackupMissed = false;

  constructor(deps: ReachDeps) {
    this.#deps = deps;
  }

  /**
   * It wrote something that a backup of the other side did not acknowledge. Taking from the queue does not count: a
   * consumer's client does not tell it, since what was taken would be gone.
   */
  get isBackupMissed(): boolean {
    return this.#isBackupMissed;
  }

  map(name: MapName): ReachedMap {
    const at = (key: string) => {
      const route = this.#route(key);
      return { map: this.#at(route).maps[name], ...route };
    };
    return {
      get: (key) => at(key).map.get(key),
      entries: () => this.#entries(name),
      write: (key, text) => {
        const { map, isBackupCutOff } = at(key);
        map.write(key, text, this.#isAlone(isBackupCutOff));
      },
    };
  }

  get queue(): ReachedQueue {
    const route = this.#route(queuePartition);
    const { queue } = this.#at(route);
    const isCutOff = route.isBackupCutOff && queue.hasBackup;
    return {
      head: () => queue.items[0],
      add: (texts) => queue.add(texts, this.#isAlone(isCutOff)),
      take: (most, isAlone) => queue.take(most, isAlone || isCutOff),
      remove: (text, isAlone) => queue.remove(text, isAlone || isCutOff),
      wait: (take) => queue.wait(take, isCutOff),
    };
  }

  #isAlone(isBackupCutOff: boolean): boolean {
    this.#isBackupMissed ||= isBackupCutOff;
    return isBackupCutOff || this.#deps.isAlone;
  }

  /** A query asks the owners of all partitions. */
  #entries(name: MapName): [string, string][] {
    const { whole, split, process } = this.#deps;
    split?.requireAll(process);
    const entries = whole.maps[name].entries();
    if (split?.minority === undefined) return entries;
    const isAt =
      (side: Side) =>
      ([key]: [string, string]): boolean =>
        this.#route(key).side === side;
    const others = split.minority.maps[name].entries();
    return [...entries.filter(isAt('majority')), ...others.filter(isAt('minority'))];
  }

  #route(partition: string): Route {
    const { split, process } = this.#deps;
    return split?.routeTo(process, partition) ?? { side: 'majority', isBackupCutOff: false };
  }

  #at({ side }: Route): MapsAndQueue {
    const { whole, split } = this.#deps;
    return side === 'minority' ? (split?.minority ?? whole) : whole;
  }
}
