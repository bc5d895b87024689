import { Pool } from 'undici';
import type { Poster, PosterOptions, PostAnswer } from '../contract/system.ts';
import { Exchange } from './exchange.ts';
import { facadeTarget } from './facade-target.ts';

/** Posts messages to the facade, with the UUID as idempotency key. */
export class FacadePool implements Poster {
  readonly #pool: Pool;
  readonly #path: string;
  readonly #timeoutMs: number;
  readonly #underWay = new Set<Exchange>();

  constructor({ url, connections, timeoutMs }: PosterOptions) {
    this.#pool = new Pool(url.origin, { connections, pipelining: 1, connectTimeout: timeoutMs });
    this.#path = facadeTarget(url);
    this.#timeoutMs = timeoutMs;
  }

  async post(uuid: string, msg: string): Promise<PostAnswer> {
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

  abandon(): void {
    for (const exchange of this.#underWay) exchange.giveUp(new Error('interrupted before the answer'));
  }

  close(): Promise<void> {
    return this.#pool.destroy();
  }
}
