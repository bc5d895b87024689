/** The methods of each path pattern (`/services/:name`), to distinguish a wrong method from an unknown path. */
export class AllowedMethods {
  readonly #methods = new Map<string, Set<string>>();

  add(pattern: string, methods: string[]): void {
    const known = this.#methods.get(pattern) ?? new Set();
    for (const method of methods) known.add(method);
    this.#methods.set(pattern, known);
  }

  /** The methods of the path, sorted; empty if no pattern matches it. */
  of(path: string): string[] {
    const found = new Set<string>();
    for (const [pattern, methods] of this.#methods) {
      if (matches(pattern, path)) for (const method of methods) found.add(method);
    }
    return [...found].sort();
  }
}

function matches(pattern: string, path: string): boolean {
  const expected = pattern.split('/');
  const actual = path.split('/');
  return (
    expected.length === actual.length &&
    expected.every((part, index) => (part.startsWith(':') ? actual[index] !== '' : part === actual[index]))
  );
}
