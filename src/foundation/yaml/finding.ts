export type Path = readonly PropertyKey[];

/** A problem of a value, without line and column yet. */
export interface Finding {
  path: Path;
  message: string;
  /** The part to point at; default: the value if it is written in one place. */
  at?: 'key' | 'value';
  /** Other places on which the finding depends; it is withheld if one of them is invalid. */
  uses?: readonly Path[];
}

/** A rule across fields: returns the problems of a value with a valid shape. */
export type Rule<T> = (value: T) => Finding[];

/** `services.facade-service.ports[0]`; the root is "the document". */
export function pathText(path: Path): string {
  if (path.length === 0) return 'the document';
  return path
    .map((part, index) => {
      if (typeof part === 'number') return `[${part}]`;
      return index === 0 ? String(part) : `.${String(part)}`;
    })
    .join('');
}
