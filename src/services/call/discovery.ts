import { messageOf } from '../../foundation/errors/errors.ts';
import type { HttpClient } from './http-client.ts';

interface DiscoveryOptions {
  http: HttpClient;
  configServer: string;
  nowMs: () => number;
  /** Told once for each stretch of failures. */
  onTrouble: (reason: string) => void;
}

interface Known {
  addresses: string[];
  askedAtMs: number;
  asking: Promise<void> | undefined;
}

const cacheMs = 1_000;
const timeoutMs = 500;

/**
 * Where the instances of a service are, as the config-server says. When it does not answer, or knows of none (it was
 * restarted, and they are about to register again), the last answer is used: callers skip the dead ones anyway.
 */
export class Discovery {
  readonly #options: DiscoveryOptions;
  readonly #services = new Map<string, Known>();
  #isTroubled = false;

  constructor(options: DiscoveryOptions) {
    this.#options = options;
  }

  /** @param isFresh ask the config-server even if the last answer is recent: an instance failed. */
  async addresses(service: string, isFresh = false): Promise<string[]> {
    const known = this.#known(service);
    if (isFresh || this.#options.nowMs() - known.askedAtMs >= cacheMs) {
      known.asking ??= this.#ask(service, known);
      await known.asking;
    }
    return known.addresses;
  }

  #known(service: string): Known {
    const known = this.#services.get(service) ?? { addresses: [], askedAtMs: -Infinity, asking: undefined };
    this.#services.set(service, known);
    return known;
  }

  async #ask(service: string, known: Known): Promise<void> {
    const { http, configServer, nowMs, onTrouble } = this.#options;
    const url = `${configServer}/services/${service}`;
    try {
      const { status, body } = await http.request({ method: 'GET', url, timeoutMs });
      if (status === 200) known.addresses = readAddresses(JSON.parse(body));
      else if (status !== 404) throw new Error(`${url} answers ${status}`);
      this.#isTroubled = false;
    } catch (error) {
      if (!this.#isTroubled) onTrouble(messageOf(error));
      this.#isTroubled = true;
    } finally {
      // Also after a failure: a config-server that hangs must not delay every request.
      known.askedAtMs = nowMs();
      known.asking = undefined;
    }
  }
}

function readAddresses(value: unknown): string[] {
  if (!Array.isArray(value)) throw new Error('config-server answers no array of addresses');
  return value.filter((address) => typeof address === 'string');
}
