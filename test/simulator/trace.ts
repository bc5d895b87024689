/** What happened, for people. Nothing is kept unless it is to be shown: the seed repeats it. */
export class Trace {
  readonly #lines: string[] | undefined;
  readonly #nowMs: () => number;

  constructor(options: { isKept: boolean; nowMs: () => number }) {
    this.#lines = options.isKept ? [] : undefined;
    this.#nowMs = options.nowMs;
  }

  add(line: () => string): void {
    this.#lines?.push(`${String(this.#nowMs()).padStart(7)} ms  ${shortUuids(line())}`);
  }

  /** Lines that name one of these words, and those of faults that are about no message. */
  about(words: readonly string[]): string[] {
    const wanted = words.map(shortUuids);
    return (this.#lines ?? []).filter(
      (line) => line.includes('***') || wanted.some((word) => new RegExp(`${word}(?![0-9])`).test(line)),
    );
  }
}

/** The form in which Random makes them up. */
function shortUuids(text: string): string {
  return text.replaceAll(/0*([0-9a-f]+)-0000-([48])000-8000-0{12}/g, (_, digits: string, version: string) =>
    version === '8' ? `#${digits}g` : `#${digits}`,
  );
}
