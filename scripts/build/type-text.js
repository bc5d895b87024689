import ts from 'typescript';

/** @type {ts.TypeFormatFlags} */
const flags = ts.TypeFormatFlags.NoTruncation | ts.TypeFormatFlags.InTypeAlias;

/**
 * Writes a type out as TypeScript with the comments of its properties, which TypeScript itself omits: they are the only
 * explanation of a document's fields.
 * @param {ts.TypeChecker} checker
 * @param {ts.Type} type
 * @returns {string}
 */
export function typeText(checker, type) {
  if (type.isUnion() && type.types.some(isObject))
    return type.types.map((each) => typeText(checker, each)).join(' | ');
  if (checker.isArrayType(type)) {
    const item = checker.getIndexTypeOfType(type, ts.IndexKind.Number);
    if (item !== undefined && isObject(item)) return `(${typeText(checker, item)})[]`;
  }
  if (!isPlainObject(checker, type)) return checker.typeToString(type, undefined, flags);
  const properties = checker.getPropertiesOfType(type).map((property) => {
    const comment = ts.displayPartsToString(property.getDocumentationComment(checker));
    const optional = property.flags & ts.SymbolFlags.Optional ? '?' : '';
    const text = typeText(checker, checker.getTypeOfSymbol(property)).replaceAll('\n', '\n  ');
    return `${comment === '' ? '' : `  /** ${comment.replaceAll('\n', ' ')} */\n`}  ${property.name}${optional}: ${text};\n`;
  });
  return `{\n${properties.join('')}}`;
}

/** @param {ts.Type} type */
function isObject(type) {
  return (type.flags & ts.TypeFlags.Object) !== 0;
}

/**
 * @param {ts.TypeChecker} checker
 * @param {ts.Type} type
 */
function isPlainObject(checker, type) {
  return (
    isObject(type) &&
    !checker.isArrayType(type) &&
    !checker.isTupleType(type) &&
    checker.getIndexInfosOfType(type).length === 0 &&
    type.getCallSignatures().length === 0 &&
    checker.getPropertiesOfType(type).length > 0
  );
}
