/**
 * Whether an answer shows no messages; undefined: its form does not tell. A heading such as `log:` is no message.
 */
export function isEmptyAnswer(body: string): boolean | undefined {
  const text = body.trim();
  if (text === '' || /^[[\]{}()"'\s]*$/.test(text)) return true;
  const value = parseJson(text);
  if (Array.isArray(value)) return value.length === 0;
  if (typeof value === 'object' && value !== null) {
    const lists = Object.values(value).filter((one) => Array.isArray(one));
    return lists.length === 0 ? undefined : lists.every((list) => list.length === 0);
  }
  return /^[\w -]+:\s*(\[\s*\]|\{\s*\})?$/.test(text) ? true : undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
