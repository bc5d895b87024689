export type Path = readonly PropertyKey[];

/** Something wrong with a value, before it has a line and a column. */
export interface Finding {
  path: Path;
  message: string;
  /** What to point at; default: the value, where it is written on one spot. */
  at?: 'key' | 'value';
  /** Other places on which the finding rests; it is withheld while one of them is itself wrong. */
  uses?: readonly Path[];
}

/** A rule across fields: gives what is wrong with a value whose shape is right. */
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
