import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { PageSecrets } from './page-secrets.ts';

/** Who may see the page: anyone who has the address with the token, and from then on the browser with its cookie. */
export class PageAccess {
  /** Part of the first address. */
  readonly token: string;
  readonly #pair: string;

  /** @param port of the page: browsers send cookies to every port of a host */
  constructor({ token, cookie }: PageSecrets, port: number) {
    this.token = token;
    this.#pair = `distq-page-${port}=${cookie}`;
  }

  isToken(text: string): boolean {
    return isSame(text, this.token);
  }

  /** Value of the Set-Cookie header that lets a browser in. */
  get cookie(): string {
    return `${this.#pair}; Path=/; HttpOnly; SameSite=Strict`;
  }

  letsIn({ headers }: Pick<IncomingMessage, 'headers'>): boolean {
    const given = (headers.cookie ?? '').split(';').map((pair) => pair.trim());
    return given.some((pair) => isSame(pair, this.#pair));
  }
}

/** In constant time, so that an answer's delay tells nothing about the secret. */
function isSame(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
