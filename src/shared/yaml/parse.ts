import { LineCounter, parseDocument, type Document, type YAMLError } from 'yaml';

/** Something wrong at a character of the text. */
export interface Flaw {
  offset: number;
  message: string;
}

export interface ParsedText {
  document: Document;
  lines: LineCounter;
  /** None: the document can be relied on. */
  flaws: Flaw[];
}

// YAML allows tab, line feed, carriage return and next line only.
const controlCharacter = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u0084\u0086-\u009F\uFFFE\uFFFF]/;

/**
 * Parses one YAML document and gives every syntax error. Custom tags, keys that are not text and further
 * documents count as errors. Never throws for what the text holds.
 */
export function parseText(text: string): ParsedText {
  const lines = new LineCounter();
  const control = controlCharacter.exec(text);
  if (control !== null) {
    for (const match of text.matchAll(/\n/g)) lines.addNewLine(match.index + 1);
    lines.addNewLine(0);
    lines.lineStarts.sort((a, b) => a - b);
    const code = control[0].charCodeAt(0).toString(16).padStart(4, '0');
    const flaw = { offset: control.index, message: `control character U+${code}; expected YAML text` };
    return { document: parseDocument(''), lines, flaws: [flaw] };
  }
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    stringKeys: true,
    resolveKnownTags: false,
    // Comparing each key with each other takes quadratic time; toPlainValue looks for duplicates.
    uniqueKeys: false,
    // At `silent` further documents would go unnoticed. Nothing is printed at any level.
    logLevel: 'error',
  });
  return { document, lines, flaws: flawsOf([...document.errors, ...document.warnings]) };
}

function flawsOf(errors: readonly YAMLError[]): Flaw[] {
  const exhausted = errors.find((error) => error.code === 'RESOURCE_EXHAUSTION');
  // What follows it is only the parser giving up level by level.
  return (exhausted === undefined ? errors : [exhausted]).map((error) => ({
    offset: error.pos[0],
    message: explain(error),
  }));
}

function explain(error: YAMLError): string {
  switch (error.code) {
    case 'RESOURCE_EXHAUSTION':
      return 'nested too deeply';
    case 'MULTIPLE_DOCS':
      return 'a second YAML document begins here; expected one document in the file';
    case 'TAG_RESOLVE_FAILED':
      return `${error.message.replace(/^Unresolved tag: /, 'unknown tag ')}; expected a value without a tag`;
    case 'NON_STRING_KEY':
      return 'a list or map as key; expected text as key';
    default:
      return `not valid YAML: ${error.message}`;
  }
}
