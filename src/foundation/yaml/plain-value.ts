import { isAlias, isMap, isNode, isScalar, isSeq, type Document, type YAMLMap } from 'yaml';
import type { Flaw } from './parse.ts';

/** Deeper than distq's own files, and shallow enough for every later recursive walk. */
const maxDepth = 50;
const tooDeep = `nested too deeply; expected at most ${maxDepth} levels`;
/** Maximum number of nodes after expanding every alias: protects against alias bombs. */
const maxNodes = 20_000;

interface Anchor {
  value: unknown;
  /** Number of nodes below it and itself; undefined while it is being read. */
  nodes: number | undefined;
  /** Levels below it. */
  height: number;
}

interface Walk {
  anchors: Map<string, Anchor>;
  nodes: number;
  /** The deepest level under the node that is being read. */
  deepest: number;
  flaws: Flaw[];
  /** Parts of the value are missing, so its shape proves nothing. */
  broken: boolean;
}

export interface PlainValue {
  value: unknown;
  flaws: Flaw[];
  /** False: `value` lacks parts of the document, so its shape proves nothing. */
  whole: boolean;
}

/**
 * The document as plain objects, arrays and scalars, with its problems: duplicate and dangerous keys, aliases without
 * anchor or to themselves, too many nodes. Takes linear time for every document.
 */
export function toPlainValue(document: Document): PlainValue {
  const walk: Walk = { anchors: new Map(), nodes: 0, deepest: 0, flaws: [], broken: false };
  const value = plain(document.contents, 0, walk);
  return { value, flaws: walk.flaws, whole: !walk.broken };
}

function plain(node: unknown, depth: number, walk: Walk): unknown {
  const offset = isNode(node) ? (node.range?.[0] ?? 0) : 0;
  count(1, offset, walk);
  if (isAlias(node)) return aliased(node.source, offset, depth, walk);
  if (isScalar(node)) {
    if (node.anchor !== undefined) walk.anchors.set(node.anchor, { value: node.value, nodes: 1, height: 0 });
    return node.value;
  }
  if (!isMap(node) && !isSeq(node)) return null;
  if (depth >= maxDepth) {
    return stop(tooDeep, offset, walk);
  }
  const anchor: Anchor = { value: undefined, nodes: undefined, height: 0 };
  if (node.anchor !== undefined) walk.anchors.set(node.anchor, anchor);
  const before = { nodes: walk.nodes, deepest: walk.deepest };
  walk.deepest = depth;
  anchor.value = isMap(node)
    ? plainMap(node, depth, walk)
    : node.items.map((item) => plain(item, depth + 1, walk));
  anchor.nodes = walk.nodes - before.nodes + 1;
  anchor.height = walk.deepest - depth;
  walk.deepest = Math.max(walk.deepest, before.deepest);
  return anchor.value;
}

function plainMap(map: YAMLMap, depth: number, walk: Walk): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const { key, value } of map.items) {
    if (!isScalar(key)) continue;
    const name = String(key.value);
    const offset = key.range?.[0] ?? 0;
    if (name === '__proto__') {
      // Assigning it would change the object's prototype.
      walk.flaws.push({ offset, message: 'the key "__proto__" is not allowed' });
      continue;
    }
    if (Object.hasOwn(result, name)) {
      walk.flaws.push({ offset, message: `duplicate key "${name}"; expected each key once in a map` });
    }
    result[name] = plain(value, depth + 1, walk);
  }
  return result;
}

function aliased(name: string, offset: number, depth: number, walk: Walk): unknown {
  const anchor = walk.anchors.get(name);
  if (anchor === undefined) {
    return stop(`unknown alias *${name}; expected an anchor &${name} before it`, offset, walk);
  }
  if (anchor.nodes === undefined) return stop(`alias *${name} contains itself`, offset, walk);
  const bottom = depth + anchor.height;
  if (bottom > maxDepth) return stop(tooDeep, offset, walk);
  walk.deepest = Math.max(walk.deepest, bottom);
  count(anchor.nodes, offset, walk);
  return anchor.value;
}

function count(nodes: number, offset: number, walk: Walk): void {
  const before = walk.nodes;
  walk.nodes += nodes;
  if (before <= maxNodes && walk.nodes > maxNodes) {
    stop(`too much; expected at most ${maxNodes} values, with aliases counted in full`, offset, walk);
  }
}

function stop(message: string, offset: number, walk: Walk): null {
  walk.flaws.push({ offset, message });
  walk.broken = true;
  return null;
}
