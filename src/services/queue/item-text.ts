/**
 * What another program put into queue or map, as a text: it may be anything that the client could read, and is shown
 * rather than lost. Never throws.
 */
export function itemText(item: unknown): string {
  if (typeof item === 'string') return item;
  try {
    return JSON.stringify(item, plainBigInts);
  } catch {
    return String(item);
  }
}

/** Hazelcast's whole numbers of 64 bits and more are BigInts, of which JSON knows nothing. */
function plainBigInts(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? value.toString() : value;
}
