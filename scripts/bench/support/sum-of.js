/**
 * @template T
 * @param {T[]} items
 * @param {(item: T) => number} count
 */
export function sumOf(items, count) {
  return items.reduce((sum, item) => sum + count(item), 0);
}
