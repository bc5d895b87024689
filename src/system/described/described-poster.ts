import { Agent, request } from 'undici';
import { withJoinedSignal } from '../../foundation/async/joined-signal.ts';
import type { PostContract } from '../../protocol/client-contract.ts';
import { judgeError } from '../contract/judge-error.ts';
import type { Poster, PosterOptions, PostAnswer } from '../contract/system.ts';
import { judgeAnswer } from './judge-answer.ts';
import { keyHeaders } from './key-headers.ts';
import { postRequest } from './post-request.ts';

/**
 * Posts each text once, whatever the answer is: without a key a second post may be a second message. Each post has a
 * connection of its own, because a server may close an idle one at the moment of a post, and its outcome would then be
 * unknown.
 */
export class DescribedPoster implements Poster {
  readonly #contract: PostContract;
  readonly #address: URL;
  readonly #timeoutMs: number;
  readonly #agent: Agent;
  readonly #abandoned = new AbortController();

  constructor(contract: PostContract, address: URL, { connections, timeoutMs }: PosterOptions) {
    this.#contract = contract;
    this.#address = address;
    this.#timeoutMs = timeoutMs;
    this.#agent = new Agent({ connections, pipelining: 0, connectTimeout: timeoutMs });
  }

  async post(uuid: string, msg: string): Promise<PostAnswer> {
    try {
      const bound = { signals: [this.#abandoned.signal], timeoutMs: this.#timeoutMs };
      return await withJoinedSignal(bound, async (signal) => {
        const { headers, ...rest } = postRequest(this.#contract, msg);
        const { statusCode: status, body } = await request(this.#address, {
          ...rest,
          headers: { ...headers, ...keyHeaders(this.#contract, uuid) },
          dispatcher: this.#agent,
          signal,
        });
        return { outcome: judgeAnswer(this.#contract, { status, body: await body.text() }) };
      });
    } catch (error) {
      return { outcome: judgeError(error) };
    }
  }

  abandon(): void {
    this.#abandoned.abort(new Error('interrupted before the answer'));
  }

  close(): Promise<void> {
    return this.#agent.destroy();
  }
}
