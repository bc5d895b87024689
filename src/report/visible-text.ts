/**
 * Characters that XML forbids, that are invisible, or that reorder the text around them: controls except tab and line
 * feed, direction marks, halves of surrogate pairs, U+FFFE and U+FFFF.
 */
const hidden = /[^\P{Cc}\t\n]|[\u200e\u200f\u202a-\u202e\u2066-\u2069]|\p{Cs}|[\ufffe\uffff]/gu;

/** The text in a form that can be shown and written into XML: forbidden characters become escapes like \x1b. */
export function visibleText(text: string): string {
  return text.replaceAll(hidden, (character) => {
    const code = character.charCodeAt(0);
    return code < 0x100 ? `\\x${hex(code, 2)}` : `\\u${hex(code, 4)}`;
  });
}

function hex(code: number, digits: number): string {
  return code.toString(16).padStart(digits, '0');
}
