import { messageOf } from '../../foundation/errors/errors.ts';
import type { HttpClient } from './http-client.ts';

interface DiscoveryOptions {
  http: HttpClient;
  configServer: string;
  nowMs: () => number;
  /** Called once per series of failures. */
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
 * Addresses of a service's instances, from the config-server. If it does not answer or knows no instance (after its
 * restart they must register again), the last answer is used: callers skip dead instances anyway.
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
      // Also after a failure: a hanging config-server must not delay every request.
      known.askedAtMs = nowMs();
      known.asking = undefined;
    }
  }
}

function readAddresses(value: unknown): string[] {
  if (!Array.isArray(value)) throw new Error('the answer of config-server is not an array of addresses');
  return value.filter((address) => typeof address === 'string');
}
