/** A map with a backup: what the backup did not acknowledge is gone when its member dies. */
export class ReplicatedMap {
  readonly #entries = new Map<string, string>();
  /** Of entries whose last writes are with one member alone: what the backup has. */
  readonly #backups = new Map<string, string | undefined>();

  get(key: string): string | undefined {
    return this.#entries.get(key);
  }

  entries(): [string, string][] {
    return [...this.#entries];
  }

  /** @param text undefined: removes it */
  write(key: string, text: string | undefined, isAlone: boolean): void {
    if (!isAlone) this.#backups.delete(key);
    else if (!this.#backups.has(key)) this.#backups.set(key, this.#entries.get(key));
    this.#put(key, text);
  }

  /** @param isLost whether an entry's only copy was with the member; of the others the backup catches up */
  loseMember(isLost: (key: string) => boolean): string[] {
    const lost = [...this.#backups].filter(([key]) => isLost(key));
    for (const [key, text] of lost) this.#put(key, text);
    this.#backups.clear();
    return lost.map(([key]) => key);
  }

  /** As members have it that own some entries, and hold backups of others. */
  copyOf({
    owns,
    holds,
  }: {
    owns: (key: string) => boolean;
    holds: (key: string) => boolean;
  }): ReplicatedMap {
    const copy = new ReplicatedMap();
    for (const key of new Set([...this.#entries.keys(), ...this.#backups.keys()])) {
      const isBehind = this.#backups.has(key) && !owns(key);
      if (owns(key) || holds(key)) copy.#put(key, isBehind ? this.#backups.get(key) : this.get(key));
    }
    return copy;
  }

  #put(key: string, text: string | undefined): void {
    if (text === undefined) this.#entries.delete(key);
    else this.#entries.set(key, text);
  }
}
