import { Document, LineCounter, parseDocument, type YAMLError } from 'yaml';
import { findDeepNesting } from './nesting.ts';

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
  const unfit = findUnfit(text);
  if (unfit !== undefined) return { document: new Document(), lines, flaws: [unfit] };
  const document = parseDocument(text, {
    prettyErrors: false,
    stringKeys: true,
    resolveKnownTags: false,
    // The check of unique keys takes quadratic time; toPlainValue finds duplicates.
    uniqueKeys: false,
    // With `silent` further documents would not be reported. No level prints anything.
    logLevel: 'error',
  });
  const flaws = [...document.errors, ...document.warnings].map((error) => ({
    offset: error.pos[0],
    message: explain(error),
  }));
  return { document, lines, flaws };
}

/** The parser's own line numbers miss some line ends inside a broken quotation. */
function countLines(text: string): LineCounter {
  const lines = new LineCounter();
  lines.addNewLine(0);
  for (const { index } of text.matchAll(/\n/g)) lines.addNewLine(index + 1);
  return lines;
}

/** The problem that prevents parsing. */
function findUnfit(text: string): Flaw | undefined {
  const control = controlCharacter.exec(text);
  if (control !== null) {
    const code = control[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
    return { offset: control.index, message: `control character U+${code}; expected YAML text` };
  }
  const deep = findDeepNesting(text);
  return deep === undefined ? undefined : { offset: deep, message: 'nested too deeply' };
}

function explain(error: YAMLError): string {
  switch (error.code) {
    case 'MULTIPLE_DOCS':
      return 'a second YAML document starts here; expected one document in the file';
    case 'TAG_RESOLVE_FAILED':
      return `${error.message.replace(/^Unresolved tag: /, 'unknown tag ')}; expected a value without a tag`;
    case 'NON_STRING_KEY':
      return 'a list or map as key; expected text as key';
    default:
      return `not valid YAML: ${error.message}`;
  }
}
