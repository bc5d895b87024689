const mostCharacters = 200;
/** V8 makes no slices that are shorter. */
const shortestSlice = 13;

/**
 * The start of a text, as services keep it to find its message: at most 200 characters. A copy: a part of a longer string
 * would keep all of it in memory, such as the body of the request that it came in. The text that is searched must be
 * shortened in the same way.
 */
export function keptText(text: string): string {
  if (text.length < shortestSlice) return text;
  return Buffer.from(text.slice(0, mostCharacters)).toString();
}
