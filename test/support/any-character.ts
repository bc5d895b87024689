import fc from 'fast-check';

/** For `fc.string({ unit })`. fast-check's own `binary` makes a map of all 1.1 million characters first, which takes seconds. */
export const anyCharacter = fc
  .nat(0x10ffff)
  .filter((codePoint) => codePoint < 0xd800 || codePoint > 0xdfff)
  .map((codePoint) => String.fromCodePoint(codePoint));
