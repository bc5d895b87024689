import type { LinkTable } from './link-table.ts';

export type Pair = readonly [string, string];

interface Parties {
  members: readonly string[];
  /** Names of the service instances. */
  services: readonly string[];
  table: LinkTable;
}

/** Services that were put on the side of members that are cut off, until these are healed. */
export class ServiceSides {
  readonly #parties: Parties;
  #cuts: { members: readonly string[]; pairs: readonly Pair[] }[] = [];

  constructor(parties: Parties) {
    this.#parties = parties;
  }

  /**
   * Notes that services stay with members.
   * @returns what is to be cut: these members and all other services, and all other members and these services
   */
  join(members: readonly string[], joined: readonly string[]): readonly Pair[] {
    if (joined.length === 0) return [];
    const { members: all, services } = this.#parties;
    const pairs = [...pairsOf(members, without(services, joined)), ...pairsOf(without(all, members), joined)];
    this.#cuts.push({ members, pairs });
    return pairs;
  }

  /** Heals what was cut because one of these members was. */
  heal(members: readonly string[]): void {
    const healed = this.#cuts.filter((cut) => cut.members.some((name) => members.includes(name)));
    this.#cuts = this.#cuts.filter((cut) => !healed.includes(cut));
    for (const [one, other] of healed.flatMap(({ pairs }) => pairs)) {
      this.#parties.table.heal(one, other);
      this.#parties.table.heal(other, one);
    }
  }
}

export function pairsOf(ones: readonly string[], others: readonly string[]): Pair[] {
  return ones.flatMap((one) => others.map((other): Pair => [one, other]));
}

export function without(all: readonly string[], some: readonly string[]): string[] {
  return all.filter((name) => !some.includes(name));
}
