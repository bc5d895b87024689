import { randomBytes } from 'node:crypto';
import type { Tokens } from '../system/contract/tokens.ts';

/** Makes unique texts. @param tokens undefined: the system shows whole texts */
export function uniqueTexts(tokens: Tokens | undefined): () => string {
  if (tokens !== undefined) return () => tokens.nextText('msg');
  const mark = randomBytes(3).toString('hex');
  let last = 0;
  return () => `msg${String(++last).padStart(7, '0')}-${mark}`;
}
