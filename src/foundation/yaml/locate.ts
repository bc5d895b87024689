import { isAlias, isMap, isNode, isScalar, isSeq, type Document, type Pair, type YAMLMap } from 'yaml';
import type { Finding, Path } from './finding.ts';

/** Returns the offset of a path in the document's text. */
export type Locator = (path: Path, at?: Finding['at']) => number;

/**
 * A locator for this document. It returns the offset of the value if it is written in one place, else of its key; for a
 * missing key, the offset of the deepest existing part.
 */
export function createLocator(document: Document): Locator {
  const indexes = new Map<YAMLMap, Map<string, Pair>>();
  const pairOf = (map: YAMLMap, key: string): Pair | undefined => {
    const index = indexes.get(map) ?? indexOf(map);
    indexes.set(map, index);
    return index.get(key);
  };
  return (path, at = 'value') => {
    let node: unknown = document.contents;
    let keyOffset = startOf(node) ?? 0;
    for (const part of path) {
      if (isAlias(node)) node = node.resolve(document);
      if (isMap(node)) {
        const pair = pairOf(node, String(part));
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
  };
}

/** The last of duplicate keys counts, as in toPlainValue. */
function indexOf(map: YAMLMap): Map<string, Pair> {
  return new Map(map.items.map((pair) => [isScalar(pair.key) ? String(pair.key.value) : '', pair]));
}

function onOneSpot(node: unknown): boolean {
  if (isScalar(node)) return node.range != null && node.range[0] < node.range[1];
  if (isMap(node) || isSeq(node)) return node.flow === true;
  return isAlias(node);
}

function startOf(node: unknown): number | undefined {
  return isNode(node) ? node.range?.[0] : undefined;
}
