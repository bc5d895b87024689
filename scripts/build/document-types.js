import { join } from 'node:path';
import ts from 'typescript';
import { project } from '../shared/project.js';
import { declarationText, symbolAt, unaliased } from './declaration-text.js';

const sources = join(project, 'src/').replaceAll('\\', '/');
const entry = `${sources}commands/frame/documents.ts`;
/** @satisfies {ts.CompilerOptions} */
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
 * The types of src/commands/frame/documents.ts and all types that they use, as the text of one declaration file without
 * imports: its readers need neither distq's sources nor zod. Types declared in our sources are copied with their
 * comments; types derived from a schema or a constant are written out.
 * @throws Error if two types share a name, or the result is not a valid declaration file
 */
export function documentTypes() {
  const program = ts.createProgram([entry], options);
  const checker = program.getTypeChecker();
  const file = program.getSourceFile(entry);
  if (file === undefined) throw new Error(`${entry} is missing`);
  const exported = checker
    .getExportsOfModule(symbolAt(checker, file))
    .map((symbol) => unaliased(checker, symbol));
  const wanted = new Set(exported);
  /** @type {Map<string, string>} */
  const texts = new Map();
  // The set grows during the loop, because each type names further ones.
  for (const symbol of wanted) {
    if (texts.has(symbol.name)) throw new Error(`two types of the documents are called ${symbol.name}`);
    const declaration = symbol.declarations?.find(isOurs);
    if (declaration === undefined) throw new Error(`${symbol.name} is not a type of our sources`);
    const prefix = exported.includes(symbol) ? 'export ' : '';
    const { text, named } = declarationText(declaration, { prefix, program, isOurs });
    for (const each of named) wanted.add(each);
    texts.set(symbol.name, text);
  }
  const about =
    '// What the commands of distq print with --json. Made by the build; the sources are the types that they print by.';
  return checked(`${[about, ...texts.values(), 'export {};'].join('\n\n')}\n`);
}

/**
 * @param {ts.Node} node
 * @returns {node is ts.InterfaceDeclaration | ts.TypeAliasDeclaration}
 */
function isOurs(node) {
  return (
    (ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) &&
    node.getSourceFile().fileName.startsWith(sources)
  );
}

/** @param {string} text */
function checked(text) {
  const file = `${sources}documents.cts`;
  const host = ts.createCompilerHost(options);
  const getSourceFile = host.getSourceFile.bind(host);
  const fileExists = host.fileExists.bind(host);
  host.fileExists = (name) => name === file || fileExists(name);
  host.getSourceFile = (name, language, ...others) =>
    name === file ? ts.createSourceFile(name, text, language) : getSourceFile(name, language, ...others);
  const problems = ts.getPreEmitDiagnostics(ts.createProgram([file], options, host));
  if (problems.length > 0)
    throw new Error(`the types of the documents:\n${ts.formatDiagnostics(problems, host)}`);
  return text;
}
