import ts from 'typescript';
import { typeText } from './type-text.js';

/**
 * The text of a declaration, in which what names something foreign is written out.
 * @param {ts.InterfaceDeclaration | ts.TypeAliasDeclaration} declaration
 * @param {{ prefix: string, program: ts.Program, isOurs: (node: ts.Node) => boolean }} options `prefix`: before its keyword; `isOurs`:
 *   whether a declaration is one of our types, all others are foreign
 * @returns {{ text: string, named: Set<ts.Symbol> }} `named`: our types that the text names
 */
export function declarationText(declaration, { prefix, program, isOurs }) {
  const checker = program.getTypeChecker();
  /** @type {Set<ts.Symbol>} */
  const named = new Set();
  /** @type {{ node: ts.Node, text: string }[]} */
  const replaced = [];
  replaceForeign(declaration);
  const comment = ts.getJSDocCommentsAndTags(declaration).map((each) => `${each.getText()}\n`);
  const keyword = declaration.modifiers?.at(-1)?.getEnd() ?? declaration.getStart();
  return { text: `${comment.join('')}${prefix}${spliced(declaration, keyword, replaced).trim()}`, named };

  /**
   * Collects the type nodes that name something foreign, each with what it is written out as; all other names are named.
   * @param {ts.Node} node
   */
  function replaceForeign(node) {
    const type = ts.isPropertySignature(node) || ts.isTypeAliasDeclaration(node) ? node.type : undefined;
    if (type !== undefined && namesForeign(type)) replaced.push({ node: type, text: writtenOut(type) });
    else {
      for (const symbol of namedBy(node)) if (symbol.declarations?.some(isOurs) === true) named.add(symbol);
      ts.forEachChild(node, replaceForeign);
    }
  }

  /**
   * Whether a type needs a package or a value of ours, aside from the properties of its own that are looked at each by itself.
   * @param {ts.Node} node
   * @returns {boolean}
   */
  function namesForeign(node) {
    if (ts.isTypeQueryNode(node) || namedBy(node).some(isForeign)) return true;
    return ts.forEachChild(node, (child) => !ts.isPropertySignature(child) && namesForeign(child)) ?? false;
  }

  /** @param {ts.Symbol} symbol */
  function isForeign({ flags, declarations = [] }) {
    if (flags & ts.SymbolFlags.TypeParameter) return false;
    return !declarations.some(
      (each) => isOurs(each) || program.isSourceFileDefaultLibrary(each.getSourceFile()),
    );
  }

  /** @param {ts.Node} node */
  function namedBy(node) {
    if (ts.isTypeReferenceNode(node)) return [symbolAt(checker, node.typeName)];
    return ts.isExpressionWithTypeArguments(node) ? [symbolAt(checker, node.expression)] : [];
  }

  /** @param {ts.TypeNode} node */
  function writtenOut(node) {
    return typeText(checker, checker.getTypeFromTypeNode(node));
  }
}

/**
 * @param {ts.TypeChecker} checker
 * @param {ts.Node} node
 */
export function symbolAt(checker, node) {
  const symbol = checker.getSymbolAtLocation(node);
  if (symbol === undefined) throw new Error(`no symbol ${node.getText()}`);
  return unaliased(checker, symbol);
}

/**
 * What an import or an export stands for.
 * @param {ts.TypeChecker} checker
 * @param {ts.Symbol} symbol
 */
export function unaliased(checker, symbol) {
  return symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
}

/**
 * The text of a declaration from a place on, with some of its nodes replaced.
 * @param {ts.Node} declaration
 * @param {number} start
 * @param {{ node: ts.Node, text: string }[]} replaced
 */
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
