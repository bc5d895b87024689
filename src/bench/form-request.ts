import { randomBytes } from 'node:crypto';
import { facadePath } from '../delivery/facade-pool.ts';
import type { Endpoint } from './connection.ts';

/** Room for what makes each text unique: eight characters of the run, a hyphen, and a number. */
export const leastSizeBytes = 20;
const numberDigits = leastSizeBytes - 9;

/** The texts of one run: unique, all of the same size, and telling their number. */
export class NumberedTexts {
  readonly #prefix = `${randomBytes(4).toString('hex')}-`;
  readonly #padding: string;

  /** @param sizeBytes at least `leastSizeBytes` */
  constructor(sizeBytes: number) {
    this.#padding = 'x'.repeat(sizeBytes - leastSizeBytes);
  }

  textOf(number: number): string {
    return `${this.#prefix}${String(number).padStart(numberDigits, '0')}${this.#padding}`;
  }

  /** @returns undefined if the text is none of this run */
  numberOf(text: string): number | undefined {
    if (!text.startsWith(this.#prefix)) return undefined;
    const number = Number(text.slice(this.#prefix.length, leastSizeBytes));
    return Number.isSafeInteger(number) && this.textOf(number) === text ? number : undefined;
  }
}

/** Where an HTTP address leads to. */
export function endpointOf(url: URL): Endpoint {
  return { host: url.hostname.replace(/^\[|\]$/g, ''), port: Number(url.port || 80) };
}

/**
 * Makes the POST of a text of `sizeBytes` that needs no escaping; all but the text is the same every time.
 * @param url of the facade
 */
export function formRequest(url: URL, sizeBytes: number): (text: string) => string {
  const field = 'msg=';
  const head = [
    `POST ${facadePath(url)} HTTP/1.1`,
    `host: ${url.host}`,
    'content-type: application/x-www-form-urlencoded',
    `content-length: ${field.length + sizeBytes}`,
  ].join('\r\n');
  const begin = `${head}\r\n\r\n${field}`;
  return (text) => begin + text;
}
