/** Of a text of more than `length` characters its begin, without half a character at the end, and how long it is. */
export function shortText(text: string, length: number): string {
  if (text.length <= length) return text;
  const begin = text.slice(0, length).replace(/[\ud800-\udbff]$/, '');
  return `${begin}… (${text.length} characters)`;
}
