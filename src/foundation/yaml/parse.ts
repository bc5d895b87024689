import { Composer, Document, LineCounter, type YAMLError } from 'yaml';
import { tokensOf } from './nesting.ts';

/** A problem at a character of the text. */
export interface Flaw {
  offset: number;
  message: string;
}

export interface ParsedText {
  document: Document;
  lines: LineCounter;
  /** Empty: the document is valid YAML. */
  flaws: Flaw[];
}

// YAML allows tab, line feed, carriage return and next line only.
const controlCharacter = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u0084\u0086-\u009F\uFFFE\uFFFF]/;

/**
 * Parses one YAML document and returns every syntax error. Custom tags, keys that are not text and further documents
 * are errors. Never throws because of the text.
 */
export function parseText(text: string): ParsedText {
  const lines = countLines(text);
  const nothing = (offset: number, message: string): ParsedText => ({
    document: new Document(),
    lines,
    flaws: [{ offset, message }],
  });
  const control = controlCharacter.exec(text);
  if (control !== null) {
    const code = control[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
    return nothing(control.index, `control character U+${code}; expected YAML text`);
  }
  const { tokens, deepAt } = tokensOf(text);
  if (deepAt !== undefined) return nothing(deepAt, 'nested too deeply');
  const composer = new Composer({
    prettyErrors: false,
    stringKeys: true,
    resolveKnownTags: false,
    // The check of unique keys takes quadratic time; toPlainValue finds duplicates.
    uniqueKeys: false,
  });
  const { document, further } = withoutStackTraces(() => {
    const [document = new Document(), further] = composer.compose(tokens, true, text.length);
    return { document, further };
  });
  const flaws = [...document.errors, ...document.warnings].map((error) => ({
    offset: error.pos[0],
    message: explain(error),
  }));
  if (further !== undefined)
    flaws.push({
      offset: further.range[0],
      message: 'a second YAML document starts here; expected one document in the file',
    });
  return { document, lines, flaws };
}

/** A text of stray brackets gives an error for each: to record their stack traces takes most of the time. */
function withoutStackTraces<T>(work: () => T): T {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    return work();
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

/** The parser's own line numbers miss some line ends inside a broken quotation. */
function countLines(text: string): LineCounter {
  const lines = new LineCounter();
  lines.addNewLine(0);
  for (const { index } of text.matchAll(/\n/g)) lines.addNewLine(index + 1);
  return lines;
}

function explain(error: YAMLError): string {
  switch (error.code) {
    case 'TAG_RESOLVE_FAILED':
      return `${error.message.replace(/^Unresolved tag: /, 'unknown tag ')}; expected a value without a tag`;
    case 'NON_STRING_KEY':
      return 'a list or map as key; expected text as key';
    default:
      return `not valid YAML: ${error.message}`;
  }
}
