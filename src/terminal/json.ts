/** One document, for a snapshot. */
export function jsonDocument<T extends object>(value: NoInfer<T>): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}

/** One line of JSON Lines, for a stream. */
export function jsonLine<T extends object>(value: NoInfer<T>): string {
  return `${JSON.stringify(value)}\n`;
}
