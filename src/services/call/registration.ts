import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { messageOf } from '../../foundation/errors/errors.ts';
import type { HttpClient } from './http-client.ts';

interface RegistrationOptions {
  http: HttpClient;
  configServer: string;
  service: string;
  instance: string;
  /** Base address with path, for other services. */
  address: string;
  onTrouble: (reason: string) => void;
}

const renewalMs = 1_000;
const retryPauseMs = 100;
const timeoutMs = 1_000;
const deregistrationTimeoutMs = 500;

/** An instance's entry in the config-server, renewed continuously: a restarted config-server has lost it. */
export class Registration {
  readonly #options: RegistrationOptions;
  readonly #url: string;
  /**
   * A frozen config-server may process our deregistration after our successor's registration. The run protects the
   * successor's entry.
   */
  readonly #run = randomUUID();
  readonly #stop = new AbortController();
  #renewals: Promise<void> = Promise.resolve();

  constructor(options: RegistrationOptions) {
    this.#options = options;
    this.#url = `${options.configServer}/services/${options.service}/${options.instance}`;
  }

  /** Resolves when registered (or stopped), and keeps renewing. */
  start(): Promise<void> {
    return new Promise((resolve) => {
      this.#renewals = this.#renew(resolve).finally(resolve);
    });
  }

  /** Stops renewing and deregisters, with a timeout. No error if the config-server is down: the lease expires. */
  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#renewals;
    const { http } = this.#options;
    await http
      .request({ method: 'DELETE', url: `${this.#url}?run=${this.#run}`, timeoutMs: deregistrationTimeoutMs })
      .catch(() => undefined);
  }

  async #renew(onRegistered: () => void): Promise<void> {
    const { onTrouble } = this.#options;
    const { signal } = this.#stop;
    let isTroubled = false;
    while (!this.#isStopped()) {
      try {
        await this.#put(signal);
        isTroubled = false;
        onRegistered();
      } catch (error) {
        if (!isTroubled && !this.#isStopped()) onTrouble(messageOf(error));
        isTroubled = true;
      }
      await sleep(isTroubled ? retryPauseMs : renewalMs, undefined, { signal }).catch(() => undefined);
    }
  }

  // A method: for a field, the type checker would assume after an await that it is still false.
  #isStopped(): boolean {
    return this.#stop.signal.aborted;
  }

  async #put(signal: AbortSignal): Promise<void> {
    const { http, address } = this.#options;
    const body = JSON.stringify({ address, run: this.#run });
    const { status } = await http.request({ method: 'PUT', url: this.#url, body, timeoutMs, signal });
    if (status >= 300) throw new Error(`${this.#url} answers ${status}`);
  }
}
