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

  /** The backup of the entry catches up. */
  settle(key: string): void {
    this.#backups.delete(key);
  }

  /** @param isLost whether an entry's only copy was with the member; of the others the backup catches up */
  loseMember(isLost: () => boolean): string[] {
    const lost = [...this.#backups].filter(isLost);
    for (const [key, text] of lost) this.#put(key, text);
    this.#backups.clear();
    return lost.map(([key]) => key);
  }

  #put(key: string, text: string | undefined): void {
    if (text === undefined) this.#entries.delete(key);
    else this.#entries.set(key, text);
  }
}
