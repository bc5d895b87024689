interface Entry {
  address: string;
  /** The process of the instance that registered; undefined: unknown. */
  run: string | undefined;
  expiresAtMs: number;
}

/** The running instances of each service: each has a lease that it renews. Pure except for the given clock. */
export class Registry {
  readonly #services = new Map<string, Map<string, Entry>>();
  readonly #nowMs: () => number;
  readonly leaseMs: number;

  constructor(options: { leaseMs: number; nowMs: () => number }) {
    this.leaseMs = options.leaseMs;
    this.#nowMs = options.nowMs;
  }

  /** Registers the instance, or renews its lease. @returns true if it was not registered */
  put(service: string, instance: string, address: string, run?: string): boolean {
    this.#dropExpired();
    const entries = this.#services.get(service) ?? new Map<string, Entry>();
    const isNew = !entries.has(instance);
    entries.set(instance, { address, run, expiresAtMs: this.#nowMs() + this.leaseMs });
    this.#services.set(service, entries);
    return isNew;
  }

  /**
   * @param run removes only the entry of this process: the deregistration of an ended process may arrive after its
   * successor has registered at the same address
   * @returns false if it was not registered
   */
  remove(service: string, instance: string, run?: string): boolean {
    this.#dropExpired();
    const entries = this.#services.get(service);
    if (run !== undefined && entries?.get(instance)?.run !== run) return false;
    const removed = entries?.delete(instance) ?? false;
    if (entries?.size === 0) this.#services.delete(service);
    return removed;
  }

  /** Addresses of the running instances, ordered by name. */
  addresses(service: string): string[] {
    this.#dropExpired();
    return [...(this.#services.get(service) ?? [])]
      .sort(([one], [other]) => one.localeCompare(other, 'en', { numeric: true }))
      .map(([, entry]) => entry.address);
  }

  #dropExpired(): void {
    const nowMs = this.#nowMs();
    for (const [service, entries] of this.#services) {
      for (const [instance, entry] of entries) if (entry.expiresAtMs <= nowMs) entries.delete(instance);
      if (entries.size === 0) this.#services.delete(service);
    }
  }
}
