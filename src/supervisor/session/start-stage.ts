import type { StateChange } from '../../control/contract.ts';

interface Told {
  onProgress: (text: string) => void;
  onChange: (change: StateChange) => void;
}

/** What a start is doing now, from its progress and state changes. */
export class StartStage {
  #text = 'looking for what the start needs (ports, Java, Docker)';
  readonly #starting = new Set<string>();

  get text(): string {
    return this.#starting.size === 0 ? this.#text : `starting ${[...this.#starting].sort().join(', ')}`;
  }

  /** @returns the same hooks, which also record their calls */
  follow<T extends Told>(hooks: T): T {
    return {
      ...hooks,
      onProgress: (text: string) => {
        this.#text = text;
        hooks.onProgress(text);
      },
      onChange: (change: StateChange) => {
        if (change.to === 'starting') this.#starting.add(change.name);
        else this.#starting.delete(change.name);
        hooks.onChange(change);
      },
    };
  }
}
