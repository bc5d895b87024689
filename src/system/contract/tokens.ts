/**
 * How messages are known where the system shows no UUIDs: each text of a run contains a token that occurs nowhere else,
 * and tokens are found in whatever an answer is.
 */
export interface Tokens {
  /** The text of the next message, with its token. @param prefix for readers; any text */
  nextText: (prefix: string) => string;
  /** The token in a text; undefined if it has none. */
  tokenOf: (text: string) => string | undefined;
  /** Every occurrence of a token of this run, in order; also of one that was never used. */
  findAll: (body: string) => string[];
  /** The text that was made with this token; the token itself if none was. */
  textOf: (token: string) => string;
}
