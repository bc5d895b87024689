import type { z } from 'zod';
import { didYouMean } from '../text/closest-name.ts';
import { expectationOf, keysOf, shapesAt, type Shape } from './expected-value.ts';
import { pathText, type Finding } from './finding.ts';
import { valueAt } from './value-at.ts';

/** Describes the schema's issues in terms of the file: the actual value, the expected one, the valid choices. */
export function schemaFindings(issues: readonly z.core.$ZodIssue[], value: unknown, root: Shape): Finding[] {
  return issues.flatMap((issue) => findingsOf(issue, value, root));
}

function findingsOf(issue: z.core.$ZodIssue, value: unknown, root: Shape): Finding[] {
  const shapes = shapesAt(root, issue.path, value);
  const actual = valueAt(value, issue.path);
  const where = pathText(issue.path);
  switch (issue.code) {
    case 'unrecognized_keys': {
      const valid = keysOf(shapes);
      return issue.keys.map((key) => ({
        path: [...issue.path, key],
        at: 'key',
        message: `unknown key ${quote(key)} in ${where}${didYouMean(key, valid)}; valid keys: ${valid.join(', ')}`,
      }));
    }
    case 'invalid_key': {
      const name = String(issue.path.at(-1));
      const parent = pathText(issue.path.slice(0, -1));
      const expected = issue.issues.map((inner) => inner.message).join(', ');
      return [{ path: issue.path, at: 'key', message: `${quote(name)} in ${parent}; expected ${expected}` }];
    }
    case 'invalid_format':
      return [{ path: issue.path, message: `${where} is ${describe(actual)}; expected ${issue.message}` }];
    case 'custom':
      return [{ path: issue.path, message: `${where} is ${describe(actual)}; expected ${issue.message}` }];
    case 'invalid_union': {
      const inner = fittingChoice(issue);
      if (inner === undefined) return [mismatch(issue, actual, shapes)];
      return inner.flatMap((one) => findingsOf({ ...one, path: [...issue.path, ...one.path] }, value, root));
    }
    default:
      return [mismatch(issue, actual, shapes)];
  }
}

/**
 * The problems of the only alternative whose own type the value has: a map where one alternative is a map and the others
 * are words. undefined: there is none, or several.
 */
function fittingChoice({ errors }: z.core.$ZodIssueInvalidUnion): z.core.$ZodIssue[] | undefined {
  const fitting = errors.filter((issues) =>
    issues.every(({ path, code }) => path.length > 0 || code === 'unrecognized_keys'),
  );
  return fitting.length === 1 ? fitting[0] : undefined;
}

function mismatch(issue: z.core.$ZodIssue, actual: unknown, shapes: readonly Shape[]): Finding {
  const choices = shapes
    .flatMap((shape) => shape.enum ?? (shape.const === undefined ? [] : [shape.const]))
    .map(String);
  if (actual === undefined && issue.path.length > 0) {
    const key = quote(String(issue.path.at(-1)));
    const parent = pathText(issue.path.slice(0, -1));
    return {
      path: issue.path,
      message: `missing key ${key} in ${parent}; expected ${expectationOf(shapes)}`,
    };
  }
  const where = `${pathText(issue.path)} is ${describe(actual)}`;
  // If values other than the listed ones are also valid, the list alone would mislead.
  const named = shapes.every((shape) => shape.enum !== undefined || shape.const !== undefined);
  if (choices.length > 0 && named) {
    const near = typeof actual === 'string' ? didYouMean(actual, choices) : '';
    return { path: issue.path, message: `${where}${near}; valid choices: ${choices.join(', ')}` };
  }
  return {
    path: issue.path,
    message: `${where}; expected ${expectationOf(shapes)}${quotesAdvice(actual, shapes)}`,
  };
}

function quotesAdvice(actual: unknown, shapes: readonly Shape[]): string {
  const types = shapes.map((shape) => shape.type);
  const number = types.includes('integer') || types.includes('number');
  if (typeof actual === 'string') return number && /^\d+$/.test(actual) ? '; remove the quotes' : '';
  const plain = (typeof actual === 'number' && !number) || typeof actual === 'boolean';
  return plain && types.includes('string') ? '; put it in quotes' : '';
}

function describe(value: unknown): string {
  if (value === null || value === undefined) return 'empty';
  if (Array.isArray(value)) return `a list of ${value.length} item${value.length === 1 ? '' : 's'}`;
  if (typeof value === 'object') return 'a map';
  if (typeof value === 'string') return quote(value);
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : `a ${typeof value}`;
}

function quote(text: string): string {
  return text.length <= 60
    ? JSON.stringify(text)
    : `${JSON.stringify(text.slice(0, 40))}… (${text.length} characters)`;
}
