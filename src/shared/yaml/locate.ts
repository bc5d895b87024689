import { isAlias, isMap, isNode, isScalar, isSeq, type Document } from 'yaml';
import type { Path } from './finding.ts';

/**
 * The offset of what `path` leads to: of its value if that is written on one spot, else of its key. Where the path
 * ends early (a missing key), the offset of the deepest part that is there.
 */
export function offsetOf(document: Document, path: Path, at: 'key' | 'value' = 'value'): number {
  let node: unknown = document.contents;
  let keyOffset = startOf(node) ?? 0;
  for (const part of path) {
    if (isAlias(node)) node = node.resolve(document);
    if (isMap(node)) {
      // Of a duplicate key the last one counts, as in toPlainValue.
      const pair = node.items.findLast(({ key }) => isScalar(key) && String(key.value) === String(part));
      if (pair === undefined) return keyOffset;
      keyOffset = startOf(pair.key) ?? keyOffset;
      node = pair.value;
    } else if (isSeq(node)) {
      const item: unknown = node.items[Number(part)];
      if (item === undefined) return keyOffset;
      keyOffset = startOf(item) ?? keyOffset;
      node = item;
    } else {
      return keyOffset;
    }
  }
  return at === 'value' && onOneSpot(node) ? (startOf(node) ?? keyOffset) : keyOffset;
}

function onOneSpot(node: unknown): boolean {
  if (isScalar(node)) return node.range != null && node.range[0] < node.range[1];
  if (isMap(node) || isSeq(node)) return node.flow === true;
  return isAlias(node);
}

function startOf(node: unknown): number | undefined {
  return isNode(node) ? node.range?.[0] : undefined;
}
