import type { Random } from '../random.ts';
import type { MapsAndQueue, Part } from './maps-and-queue.ts';
import type { Process } from './process.ts';

/** One member is the minority. */
export const sides = ['majority', 'minority'] as const;
export type Side = (typeof sides)[number];

interface SplitOptions {
  random: Random;
  backups: number;
  /** With fewer than two members in sight a member refuses everything. */
  isProtected: boolean;
}

/** Where an operation on a partition is carried out. */
export interface Route {
  side: Side;
  /** A backup of the partition is with the other side. */
  isBackupCutOff: boolean;
}

/** No member answers. */
export class CutOffError extends Error {}
/** The member that answers sees too few others. */
export class ProtectionError extends Error {}

/** A cut between one member and the others. Until a side notices, it keeps to the partition table from before. */
export class Split {
  readonly #options: SplitOptions;
  readonly #salt: number;
  readonly #noticed = new Set<Side>();
  /** By client, the side that tells it who owns what. */
  readonly #views = new WeakMap<Process, Side>();
  /** Clients reach all members; otherwise only those of their side. */
  readonly #doClientsReachAll: boolean;
  #isMajorityTooFew = false;
  /** What the minority has, since a side noticed the cut; until then all is as before. */
  minority: MapsAndQueue | undefined;
  isMinorityDead = false;

  constructor(options: SplitOptions) {
    this.#options = options;
    this.#salt = options.random.between(1, 0xffff);
    this.#doClientsReachAll = options.random.chance(0.5);
  }

  /** The member of the minority by what it had before. */
  get minorityPart(): Part {
    return {
      owns: (partition) => this.ownerOf(partition) === 'minority',
      holds: (partition) => this.#options.backups > 1 || this.#hasBackupAtMinority(partition),
    };
  }

  ownerOf(partition: string): Side {
    return this.#hash(partition) % 3 === 0 ? 'minority' : 'majority';
  }

  /** Whether the sides may differ. */
  get hasForked(): boolean {
    return this.#noticed.size > 0;
  }

  notice(side: Side): void {
    this.#noticed.add(side);
  }

  /** A client that knows nothing of it is with either side. */
  viewOf(process: Process): Side {
    const view = this.#views.get(process) ?? this.#options.random.oneOf(sides);
    this.#views.set(process, view);
    return view;
  }

  move(process: Process, view: Side): void {
    this.#views.set(process, view);
  }

  /** A member of the majority died, so that too few are left, until another one has come. */
  setMajorityTooFew(isTooFew: boolean): void {
    this.#isMajorityTooFew = isTooFew && this.#options.isProtected;
  }

  loseMinority(): void {
    this.isMinorityDead = true;
    this.minority = undefined;
  }

  /** @throws CutOffError, ProtectionError */
  routeTo(process: Process, partition: string): Route {
    const owner = this.ownerOf(partition);
    const isAcross =
      owner === 'minority' || this.#options.backups > 1 || this.#hasBackupAtMinority(partition);
    return this.#route(process, owner, isAcross);
  }

  /** @throws CutOffError, ProtectionError if some owner of a partition does not answer */
  requireAll(process: Process): void {
    for (const owner of sides) this.#route(process, owner, true);
  }

  /** @param owner of the partition before the cut */
  #route(process: Process, owner: Side, hasBackupAcross: boolean): Route {
    const view = this.viewOf(process);
    const side = this.#noticed.has(view) ? view : owner;
    const isReached = side === view || this.#doClientsReachAll;
    if (!isReached || (side === 'minority' && this.isMinorityDead))
      throw new CutOffError('no member answers');
    if (this.#isTooFew(side)) throw new ProtectionError('split-brain protection');
    return { side, isBackupCutOff: hasBackupAcross && !this.#noticed.has(side) };
  }

  #isTooFew(side: Side): boolean {
    if (side === 'majority') return this.#isMajorityTooFew;
    return this.#options.isProtected && this.#noticed.has(side);
  }

  /** Of one backup. */
  #hasBackupAtMinority(partition: string): boolean {
    return this.ownerOf(partition) === 'majority' && this.#hash(partition) % 2 === 0;
  }

  #hash(partition: string): number {
    let hash = this.#salt;
    for (let index = 0; index < partition.length; index += 1)
      hash = (Math.imul(hash, 31) + partition.charCodeAt(index)) >>> 0;
    return (hash ^ (hash >>> 15)) >>> 0;
  }
}
