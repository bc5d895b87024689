import type { Received } from '../../src/services/queue/message.ts';
import type { ClientMessage } from './world/client-message.ts';
import type { Clients } from './world/clients.ts';
import type { Environment } from './world/environment.ts';

/** Whether what is shown is what the clients were promised. */
export interface Promises {
  /** A run of the instance begins. */
  begin: (instance: string) => void;
  see: (instance: string, message: Received) => void;
  /** At rest. */
  judge: () => void;
}

/** What `ledger` promises: exactly one instance shows a message, exactly once. */
export class LedgerPromises implements Promises {
  readonly #environment: Environment;
  readonly #clients: Clients;
  /** By instance, what its present run shows. */
  readonly #shown = new Map<string, Map<ClientMessage, string>>();
  /** Who showed a message, ever. */
  readonly #first = new Map<ClientMessage, string>();

  constructor(environment: Environment, clients: Clients) {
    this.#environment = environment;
    this.#clients = clients;
  }

  /** A run of the instance begins. */
  begin(instance: string): void {
    this.#shown.set(instance, new Map());
  }

  see(instance: string, { uuid, msg }: Received): void {
    const { trace, fail } = this.#environment;
    // Another producer's: the queue's own promise is all there is.
    if (uuid === null) return;
    trace.add(() => `${instance} shows ${uuid} ${msg}`);
    const message = this.#clients.byText(msg);
    if (message === undefined) {
      fail('unexpected: nobody has posted it', uuid, msg);
      return;
    }
    const shown = this.#shown.get(instance);
    if (shown?.has(message) === true) fail('duplicated: an instance shows it twice', uuid, ...message.names);
    shown?.set(message, msg);
    const first = this.#first.get(message);
    if (first !== undefined && first !== instance)
      fail('duplicated: two instances show it', uuid, ...message.names);
    this.#first.set(message, instance);
  }

  /** At rest. */
  judge(): void {
    const { fail } = this.#environment;
    for (const message of this.#clients.messages) {
      const { acknowledged, isRefused, names } = message;
      const texts = [...this.#shown.values()].flatMap((shown) => shown.get(message) ?? []);
      if (texts.length > 1) fail('duplicated: two instances show it', ...names);
      if (texts.length === 0 && this.#first.has(message)) fail('shown, and not after a restart', ...names);
      if (texts.length === 0 && acknowledged.length > 0)
        fail(this.#isRecorded(message) ? 'recorded, and never shown' : 'lost', ...names);
      if (texts.length > 0 && acknowledged.some((text) => text !== texts[0]))
        fail('shown with another text than acknowledged', ...names);
      if (texts.length > 0 && isRefused) fail('refused yet shown', ...names);
    }
  }

  #isRecorded({ text }: ClientMessage): boolean {
    return this.#environment.cluster.whole.maps.delivered
      .entries()
      .some(([, json]) => json.includes(`"msg":"${text}"`) || json.includes(`"msg":"${text} again"`));
  }
}
