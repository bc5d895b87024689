import { Pool } from 'undici';
import { Exchange, type Answer } from './exchange.ts';
import { facadeTarget } from './facade-target.ts';

export interface FacadePoolOptions {
  /** Address of the facade; without a path, that of our own. */
  url: URL;
  connections: number;
  timeoutMs: number;
}

/** Posts messages to the facade and tells of each what can be known. */
export class FacadePool {
  readonly #pool: Pool;
  readonly #path: string;
  readonly #timeoutMs: number;
  readonly #underWay = new Set<Exchange>();

  constructor({ url, connections, timeoutMs }: FacadePoolOptions) {
    this.#pool = new Pool(url.origin, { connections, pipelining: 1, connectTimeout: timeoutMs });
    this.#path = facadeTarget(url);
    this.#timeoutMs = timeoutMs;
  }

  /** Never rejects: what goes wrong is an outcome. */
  async post(uuid: string, msg: string): Promise<Answer> {
    const exchange = new Exchange();
    this.#underWay.add(exchange);
    const timer = setTimeout(() => {
      exchange.giveUp(new Error(`no answer within ${this.#timeoutMs} ms`));
    }, this.#timeoutMs);
    this.#pool.dispatch(
      {
        method: 'POST',
        path: this.#path,
        headers: { 'content-type': 'application/json', 'idempotency-key': uuid },
        body: JSON.stringify({ msg }),
      },
      exchange,
    );
    const answer = await exchange.answer;
    clearTimeout(timer);
    this.#underWay.delete(exchange);
    return answer;
  }

  /** Gives up on everything under way; their outcomes are indeterminate. */
  abandon(): void {
    for (const exchange of this.#underWay) exchange.giveUp(new Error('interrupted before the answer'));
  }

  close(): Promise<void> {
    return this.#pool.destroy();
  }
}
