import { z } from 'zod';
import { InvalidFileError, type Problem } from '../errors/errors.ts';
import type { Shape } from './expected-value.ts';
import type { Finding, Rule } from './finding.ts';
import { createLocator } from './locate.ts';
import { parseText, type Flaw, type ParsedText } from './parse.ts';
import { toPlainValue } from './plain-value.ts';
import { repair, stands } from './repair.ts';
import { schemaFindings } from './schema-findings.ts';

/** A YAML parser takes quadratic time for some texts; up to this size the worst one takes less than a second. */
export const maxFileBytes = 64 * 1024;
/** More problems than this are counted, not listed. */
const maxProblems = 100;

const shapes = new WeakMap<z.ZodType, Shape>();

export interface ReadYamlOptions<T> {
  /** Name of the file in error messages. */
  file: string;
  rules?: readonly Rule<T>[];
  /** Where users find the valid contents. */
  hint?: string;
}

/**
 * Reads one YAML document of the schema's shape.
 * @throws InvalidFileError with every problem, one per line, as `file:line:column: what is wrong`.
 */
export function readYaml<T>(schema: z.ZodType<T>, source: string, options: ReadYamlOptions<T>): T {
  const text = source.replace(/^\uFEFF/, '');
  const size = Buffer.byteLength(text);
  if (size > maxFileBytes) {
    throw invalid(
      [{ offset: 0, message: `${size} bytes; expected at most ${maxFileBytes}` }],
      undefined,
      options,
    );
  }
  const parsed = parseText(text);
  if (parsed.flaws.length > 0) throw invalid(parsed.flaws, parsed, options);
  const plain = toPlainValue(parsed.document);
  if (!plain.whole) throw invalid(plain.flaws, parsed, options);
  const shape = shapeFlaws(schema, plain.value, parsed, options.rules ?? []);
  const flaws = [...plain.flaws, ...shape.flaws];
  if (shape.value === undefined || flaws.length > 0) throw invalid(flaws, parsed, options);
  return shape.value;
}

function shapeFlaws<T>(
  schema: z.ZodType<T>,
  plain: unknown,
  { document }: ParsedText,
  rules: readonly Rule<T>[],
): { value?: T; flaws: Flaw[] } {
  const locate = createLocator(document);
  const place = ({ path, at, message }: Finding): Flaw => ({ offset: locate(path, at), message });
  const result = schema.safeParse(plain);
  if (result.success) {
    return { value: result.data, flaws: rules.flatMap((rule) => rule(result.data)).map(place) };
  }
  const findings = schemaFindings(result.error.issues, plain, shapeOf(schema));
  const repaired = repair(schema, plain);
  if (repaired !== undefined) {
    const across = rules.flatMap((rule) => rule(repaired.value));
    findings.push(...across.filter((finding) => stands(finding, repaired, plain)));
  }
  return { flaws: findings.map(place) };
}

/** Making it costs more than reading a file, and a list of files is read with one schema. */
function shapeOf(schema: z.ZodType): Shape {
  const known = shapes.get(schema);
  if (known !== undefined) return known;
  const shape = z.toJSONSchema(schema, { io: 'input', target: 'draft-07', unrepresentable: 'any' });
  shapes.set(schema, shape);
  return shape;
}

function invalid(
  flaws: readonly Flaw[],
  parsed: ParsedText | undefined,
  { file, hint }: { file: string; hint?: string },
): InvalidFileError {
  const problems = new Map<string, Problem>();
  for (const { offset, message } of flaws.toSorted((a, b) => a.offset - b.offset)) {
    const { line, col } = parsed?.lines.linePos(offset) ?? { line: 1, col: 1 };
    const problem = { file, line, column: col, message };
    problems.set(lineOf(problem), problem);
  }
  const lines = [...problems.keys()];
  const more = lines.length - maxProblems;
  const shown = [...lines.slice(0, maxProblems), ...(more > 0 ? [`… and ${more} more problems`] : [])];
  return new InvalidFileError(shown.join('\n'), {
    hint,
    problems: [...problems.values()].slice(0, maxProblems),
  });
}

function lineOf({ file, line, column, message }: Problem): string {
  return `${file}:${line}:${column}: ${message}`;
}
