import { Lexer, Parser } from 'yaml';

/** Each level of a document takes one or two nodes. Far above distq's own files, far below the limit of the stack. */
const maxOpenNodes = 150;

/**
 * The offset at which the text is nested too deeply, or undefined. Call it before the nodes are built, which is
 * recursive: near the end of the stack V8 can fail to compile a regular expression, which ends the process instead of
 * throwing.
 */
export function findDeepNesting(text: string): number | undefined {
  const parser = new Parser();
  for (const lexeme of new Lexer().lex(text)) {
    const tokens = parser.next(lexeme);
    while (tokens.next().done !== true);
    if (parser.stack.length > maxOpenNodes) return parser.offset;
  }
  return undefined;
}
