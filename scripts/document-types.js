import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { typeText } from './build/type-text.js';

const sources = fileURLToPath(new URL('../src/', import.meta.url)).replaceAll('\\', '/');
const entry = `${sources}commands/frame/documents.ts`;
const options = {
  target: ts.ScriptTarget.ES2023,
  module: ts.ModuleKind.NodeNext,
  lib: ['lib.es2023.d.ts'],
  strict: true,
  exactOptionalPropertyTypes: true,
  allowImportingTsExtensions: true,
  resolveJsonModule: true,
  noEmit: true,
  skipLibCheck: true,
  types: [],
};

/**
 * The types of src/commands/frame/documents.ts and all that they are made of, as the text of one declaration file that imports nothing: its
 * readers need neither our sources nor zod. What our sources declare is copied with its comments; what only a schema or a constant
 * says is written out.
 * @throws Error if two types share a name, or the result is no valid declaration file
 */
export function documentTypes() {
  const program = ts.createProgram([entry], options);
  const checker = program.getTypeChecker();
  const exported = checker
    .getExportsOfModule(checker.getSymbolAtLocation(program.getSourceFile(entry)))
    .map(original);
  const wanted = new Set(exported);
  const texts = new Map();
  // The set grows while it is gone through, since each type names further ones.
  for (const symbol of wanted) {
    if (texts.has(symbol.name)) throw new Error(`two types of the documents are called ${symbol.name}`);
    texts.set(symbol.name, declare(symbol, exported.includes(symbol) ? 'export ' : ''));
  }
  const about =
    '// What the commands of distq print with --json. Made by the build; the sources are the types that they print by.';
  return checked(`${[about, ...texts.values(), 'export {};'].join('\n\n')}\n`);

  function declare(symbol, prefix) {
    const declaration = symbol.declarations.find(isOurs);
    const replaced = [];
    replaceForeign(declaration, replaced);
    const comment = ts.getJSDocCommentsAndTags(declaration).map((each) => `${each.getText()}\n`);
    const keyword = declaration.modifiers?.at(-1)?.getEnd() ?? declaration.getStart();
    return `${comment.join('')}${prefix}${spliced(declaration, keyword, replaced).trim()}`;
  }

  /** Collects the type nodes that name something foreign, each with what it is written out as; all other names are wanted too. */
  function replaceForeign(node, replaced) {
    const type = ts.isPropertySignature(node) || ts.isTypeAliasDeclaration(node) ? node.type : undefined;
    if (type !== undefined && namesForeign(type)) replaced.push({ node: type, text: writtenOut(type) });
    else {
      for (const symbol of namedBy(node)) if (symbol.declarations?.some(isOurs)) wanted.add(symbol);
      ts.forEachChild(node, (child) => replaceForeign(child, replaced));
    }
  }

  /** Whether a type needs a package or a value of ours, aside from the properties of its own that are looked at each by itself. */
  function namesForeign(node) {
    if (ts.isTypeQueryNode(node) || namedBy(node).some(isForeign)) return true;
    return ts.forEachChild(node, (child) => !ts.isPropertySignature(child) && namesForeign(child)) ?? false;
  }

  function isForeign({ flags, declarations = [] }) {
    if (flags & ts.SymbolFlags.TypeParameter) return false;
    return !declarations.some(
      (each) => isOurs(each) || program.isSourceFileDefaultLibrary(each.getSourceFile()),
    );
  }

  function namedBy(node) {
    const name = ts.isTypeReferenceNode(node)
      ? node.typeName
      : ts.isExpressionWithTypeArguments(node)
        ? node.expression
        : undefined;
    return name === undefined ? [] : [original(checker.getSymbolAtLocation(name))];
  }

  function writtenOut(node) {
    return typeText(checker, checker.getTypeFromTypeNode(node));
  }

  function original(symbol) {
    return symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  }
}

function isOurs(declaration) {
  return (
    (ts.isInterfaceDeclaration(declaration) || ts.isTypeAliasDeclaration(declaration)) &&
    declaration.getSourceFile().fileName.startsWith(sources)
  );
}

/** The text of a declaration from a place on, with some of its nodes replaced. */
function spliced(declaration, start, replaced) {
  const { text } = declaration.getSourceFile();
  let result = '';
  let at = start;
  for (const { node, text: replacement } of replaced) {
    result += text.slice(at, node.getStart()) + replacement;
    at = node.getEnd();
  }
  return result + text.slice(at, declaration.getEnd());
}

function checked(text) {
  const file = `${sources}documents.cts`;
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists } = host;
  host.fileExists = (name) => name === file || fileExists(name);
  host.getSourceFile = (name, ...others) =>
    name === file ? ts.createSourceFile(name, text, ...others) : getSourceFile(name, ...others);
  const problems = ts.getPreEmitDiagnostics(ts.createProgram([file], options, host));
  if (problems.length > 0)
    throw new Error(`the types of the documents:\n${ts.formatDiagnostics(problems, host)}`);
  return text;
}
