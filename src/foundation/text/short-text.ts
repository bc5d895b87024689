/** Cuts a text longer than `length` characters, without splitting a character, and appends its length. */
export function shortText(text: string, length: number): string {
  if (text.length <= length) return text;
  const begin = text.slice(0, length).replace(/[\ud800-\udbff]$/, '');
  return `${begin}… (${text.length} characters)`;
}
