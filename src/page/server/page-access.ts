import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

const secretBytes = 24;

/** Who may see the page: whoever has the address with the token, and from then on the browser with its cookie. */
export class PageAccess {
  /** Part of the first address. */
  readonly token = newSecret();
  readonly #secret = newSecret();
  readonly #cookie: string;

  /** @param port of the page: browsers send cookies to every port of a host */
  constructor(port: number) {
    this.#cookie = `distq-page-${port}`;
  }

  isToken(text: string): boolean {
    return isSame(text, this.token);
  }

  /** Value of the Set-Cookie header that lets a browser in. */
  get cookie(): string {
    return `${this.#cookie}=${this.#secret}; Path=/; HttpOnly; SameSite=Strict`;
  }

  letsIn({ headers }: Pick<IncomingMessage, 'headers'>): boolean {
    const given = (headers.cookie ?? '').split(';').map((pair) => pair.trim());
    return given.some((pair) => isSame(pair, `${this.#cookie}=${this.#secret}`));
  }
}

function newSecret(): string {
  return randomBytes(secretBytes).toString('base64url');
}

/** In constant time, so that an answer's delay tells nothing about the secret. */
function isSame(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
