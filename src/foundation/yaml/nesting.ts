import { Lexer, Parser, type CST } from 'yaml';

/** Each level of a document takes one or two nodes. Far above distq's own files, far below the limit of the stack. */
const maxOpenNodes = 150;

export interface Tokens {
  tokens: CST.Token[];
  /** The offset at which the text is nested too deeply: the tokens end there. Undefined: nowhere. */
  deepAt: number | undefined;
}

/**
 * The text's tokens, from which its nodes are built. Look at `deepAt` before they are, which is recursive: near the end
 * of the stack V8 can fail to compile a regular expression, which ends the process instead of throwing.
 */
export function tokensOf(text: string): Tokens {
  const parser = new Parser();
  const tokens: CST.Token[] = [];
  for (const lexeme of new Lexer().lex(text)) {
    for (const token of parser.next(lexeme)) tokens.push(token);
    if (parser.stack.length > maxOpenNodes) return { tokens, deepAt: parser.offset };
  }
  for (const token of parser.end()) tokens.push(token);
  return { tokens, deepAt: undefined };
}
