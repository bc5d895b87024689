/**
 * A value that another program put into the queue or map, as text: any value that the client can read is shown. Never
 * throws.
 */
export function itemText(item: unknown): string {
  if (typeof item === 'string') return item;
  try {
    return JSON.stringify(item, plainBigInts);
  } catch {
    return String(item);
  }
}

/** Hazelcast's integers of 64 bits and more are BigInts, which JSON does not support. */
function plainBigInts(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? value.toString() : value;
}
