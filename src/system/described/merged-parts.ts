/** The texts of log and received messages; undefined: the answer cannot be divided. */
export interface MergedParts {
  logging: string[];
  messages: string[];
}

/**
 * Divides a merged answer: a JSON array of two, or an object with the keys `logging` and `messages`, each a list of
 * texts or a line like `NAME: [...]`. For people; messages of a run are found by their tokens.
 */
export function mergedParts(body: string): MergedParts | undefined {
  const value = parseJson(body);
  if (Array.isArray(value) && value.length === 2)
    return { logging: textsOf(value[0]), messages: textsOf(value[1]) };
  if (typeof value === 'object' && value !== null && 'logging' in value && 'messages' in value)
    return { logging: textsOf(value.logging), messages: textsOf(value.messages) };
  return undefined;
}

function textsOf(part: unknown): string[] {
  if (Array.isArray(part))
    return part.map((one: unknown) => (typeof one === 'string' ? one : JSON.stringify(one)));
  if (typeof part !== 'string') {
    const inner = typeof part === 'object' && part !== null && 'messages' in part ? part.messages : undefined;
    return Array.isArray(inner) ? textsOf(inner) : [JSON.stringify(part)];
  }
  const list = part.trim().replace(/^[\w-]+:\s*/, '');
  if (list === '' || list === '[]') return [];
  const parsed = parseJson(list);
  if (Array.isArray(parsed)) return textsOf(parsed);
  return reprTexts(list) ?? [list];
}

/** The texts of a list as Python prints it: 'one', "two", b'three'. undefined: it is none. */
function reprTexts(list: string): string[] | undefined {
  const quoted = /b?(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)")/g;
  if (list.replace(quoted, '').replaceAll(/[[\],\s]/g, '') !== '') return undefined;
  return [...list.matchAll(quoted)].map(([, single, double]) => single ?? double ?? '');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
