import { randomBytes } from 'node:crypto';

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
