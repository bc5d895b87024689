/** One document, for a snapshot. */
export function jsonDocument(value: object): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}

/** One line of JSON Lines, for a stream. */
export function jsonLine(value: object): string {
  return `${JSON.stringify(value)}\n`;
}
