import { randomBytes } from 'node:crypto';
import type { Tokens } from '../contract/tokens.ts';

const digits = 7;

/**
 * The tokens of one run: a number of fixed width, a hyphen, and the mark of the run, like `0000042-3f9c1a`. Neither is
 * changed by JSON, HTML, a URL or Python's repr. A token is found without a separator on either side: it has a fixed
 * width, and only its mark ends it.
 */
export class RunTokens implements Tokens {
  readonly #mark: string;
  readonly #texts = new Map<string, string>();

  /** @param mark six characters that occur in no other run */
  constructor(mark = randomBytes(3).toString('hex')) {
    this.#mark = mark;
  }

  nextText(prefix: string): string {
    const token = `${String(this.#texts.size + 1).padStart(digits, '0')}-${this.#mark}`;
    const text = `${prefix}${token}`;
    this.#texts.set(token, text);
    return text;
  }

  tokenOf(text: string): string | undefined {
    return this.findAll(text)[0];
  }

  findAll(body: string): string[] {
    return body.match(new RegExp(`\\d{${digits}}-${this.#mark}`, 'g')) ?? [];
  }

  textOf(token: string): string {
    return this.#texts.get(token) ?? token;
  }
}
