import type { Received } from '../../src/services/queue/message.ts';
import type { Promises } from './promises.ts';
import type { ClientMessage } from './world/client-message.ts';
import type { Clients } from './world/clients.ts';
import type { Environment } from './world/environment.ts';

/** What `raw` promises while no consumer dies: an acknowledged message arrives at least once, and a refused one never. */
export class RawPromises implements Promises {
  readonly #environment: Environment;
  readonly #clients: Clients;
  readonly #shown = new Map<ClientMessage, Set<string>>();

  constructor(environment: Environment, clients: Clients) {
    this.#environment = environment;
    this.#clients = clients;
  }

  begin(): void {
    // No consumer starts again.
  }

  see(instance: string, { uuid, msg }: Received): void {
    const { trace, fail } = this.#environment;
    if (uuid === null) return;
    trace.add(() => `${instance} shows ${uuid} ${msg}`);
    const message = this.#clients.byText(msg);
    if (message === undefined) {
      fail('unexpected: nobody has posted it', uuid, msg);
      return;
    }
    this.#shown.set(message, (this.#shown.get(message) ?? new Set()).add(msg));
  }

  judge(): void {
    const { fail } = this.#environment;
    for (const message of this.#clients.messages) {
      const { acknowledged, isRefused, names } = message;
      const shown = this.#shown.get(message) ?? new Set();
      if (acknowledged.length > 0 && shown.size === 0) fail('lost', ...names);
      else if (acknowledged.some((text) => !shown.has(text)))
        fail('shown with another text than acknowledged', ...names);
      if (isRefused && shown.size > 0) fail('refused yet shown', ...names);
    }
  }
}
