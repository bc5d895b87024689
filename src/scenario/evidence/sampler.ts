import { setTimeout as sleep } from 'node:timers/promises';
import type { SessionStatus } from '../../control/contract.ts';
import type { Sample } from './evidence.ts';

const intervalMs = 250;

/** Samples the cluster until it is stopped; samples that fail are left out. */
export class Sampler {
  readonly samples: Sample[] = [];
  readonly #stopped = new AbortController();
  readonly #running: Promise<void>;

  constructor(status: () => Promise<SessionStatus>) {
    this.#running = this.#run(status);
  }

  async stop(): Promise<void> {
    this.#stopped.abort();
    await this.#running;
  }

  async #run(status: () => Promise<SessionStatus>): Promise<void> {
    const { signal } = this.#stopped;
    while (!signal.aborted) {
      const atMs = Date.now();
      const seen = await status().catch(() => undefined);
      if (seen !== undefined) this.samples.push(sampleOf(seen, atMs));
      await sleep(intervalMs, undefined, { signal }).catch(() => undefined);
    }
  }
}

function sampleOf({ queue, members }: SessionStatus, atMs: number): Sample {
  return {
    atMs,
    queueSize: queue.size,
    queueOwner: queue.owner,
    members: members.map(({ name, queue: items, map }) => ({ name, queue: items, map })),
  };
}
