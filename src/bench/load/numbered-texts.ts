import { randomBytes } from 'node:crypto';

/** Space for the unique part of each text: eight characters of the run, a hyphen, and a number. */
export const leastSizeBytes = 20;
const numberDigits = leastSizeBytes - 9;

/** The texts of one run: unique, of the same size, and each contains its number. */
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

  /** The texts of this run in an answer of any form, each as often as it is there. */
  findAll(body: string): string[] {
    return body.match(new RegExp(`${this.#prefix}\\d{${numberDigits}}${this.#padding}`, 'g')) ?? [];
  }

  /** @returns undefined if the text does not belong to this run */
  numberOf(text: string): number | undefined {
    if (!text.startsWith(this.#prefix)) return undefined;
    const number = Number(text.slice(this.#prefix.length, leastSizeBytes));
    return Number.isSafeInteger(number) && this.textOf(number) === text ? number : undefined;
  }
}
