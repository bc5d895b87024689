import type { z } from 'zod';
import type { Path } from './finding.ts';
import { valueAt } from './value-at.ts';

export type Shape = z.core.JSONSchema.BaseSchema;

/**
 * The shapes that `path` may have under `root`. Several if the schema has alternatives and the value's keys do not
 * select one.
 */
export function shapesAt(root: Shape, path: Path, value: unknown): Shape[] {
  let shapes = chosen(choicesOf(root), value);
  for (const [index, part] of path.entries()) {
    const inner = shapes.flatMap((shape) => below(shape, part)).flatMap(choicesOf);
    shapes = chosen(inner, valueAt(value, path.slice(0, index + 1)));
  }
  return shapes;
}

/** The keys that a map of one of these shapes may have. */
export function keysOf(shapes: readonly Shape[]): string[] {
  return [...new Set(shapes.flatMap((shape) => Object.keys(shape.properties ?? {})))];
}

/** What these shapes expect, as text after "expected …", with the field's description. */
export function expectationOf(shapes: readonly Shape[]): string {
  const texts = [...new Set(shapes.map(shapeText))];
  const description = shapes.map((shape) => shape.description).find((text) => text !== undefined);
  return `${texts.join(' or ')}${description === undefined ? '' : ` (${description})`}`;
}

function choicesOf(shape: Shape): Shape[] {
  const { type } = shape;
  const choices = Array.isArray(type) ? type.map((one) => ({ type: one })) : (shape.anyOf ?? shape.oneOf);
  if (choices === undefined) return [shape];
  return choices
    .flatMap(choicesOf)
    .map((choice) =>
      shape.description === undefined ? choice : { ...choice, description: shape.description },
    );
}

function chosen(shapes: Shape[], value: unknown): Shape[] {
  const fitting = shapes.filter((shape) =>
    Object.entries(shape.properties ?? {}).every(([key, property]) => {
      const wanted = typeof property === 'object' ? property.const : undefined;
      return wanted === undefined || valueAt(value, [key]) === wanted;
    }),
  );
  return fitting.length === 0 ? shapes : fitting;
}

function below(shape: Shape, part: PropertyKey): Shape[] {
  if (typeof part === 'number') return asShapes(Array.isArray(shape.items) ? shape.items[part] : shape.items);
  const properties = shape.properties ?? {};
  const key = String(part);
  return asShapes(Object.hasOwn(properties, key) ? properties[key] : shape.additionalProperties);
}

function asShapes(shape: z.core.JSONSchema._JSONSchema | undefined): Shape[] {
  return typeof shape === 'object' ? [shape] : [];
}

function shapeText(shape: Shape): string {
  if (shape.const !== undefined) return JSON.stringify(shape.const);
  if (shape.enum !== undefined) return `one of ${shape.enum.join(', ')}`;
  switch (shape.type) {
    case 'integer':
      return `a whole number${range(shape.minimum, shape.maximum)}`;
    case 'number':
      return `a number${above(shape.exclusiveMinimum)}${range(shape.minimum, shape.maximum)}`;
    case 'string':
      return `text${sized(shape.minLength, shape.maxLength, 'character')}`;
    case 'boolean':
      return 'true or false';
    case 'array':
      return `a list${sized(shape.minItems, shape.maxItems, 'item')}`;
    case 'object':
      return shape.required === undefined ? 'a map' : `a map with ${shape.required.join(', ')}`;
    default:
      return 'a value';
  }
}

function sized(least: number | undefined, most: number | undefined, unit: string): string {
  const text = range(least, most);
  return text === ''
    ? ''
    : text.replace(/^ from/, ' of').replace(/^ at/, ' of at') +
        ` ${unit}${most === 1 || (most === undefined && least === 1) ? '' : 's'}`;
}

function above(limit: number | boolean | undefined): string {
  return typeof limit !== 'number' ? '' : ` above ${limit}`;
}

function range(least: number | undefined, most: number | undefined): string {
  const low = bounded(least);
  const high = bounded(most);
  if (low !== undefined && high !== undefined) return ` from ${low} to ${high}`;
  if (low !== undefined) return ` at least ${low}`;
  return high === undefined ? '' : ` at most ${high}`;
}

/** An integer without limits has the largest safe integers as limits in its schema. */
function bounded(limit: number | undefined): number | undefined {
  return limit === undefined || Math.abs(limit) === Number.MAX_SAFE_INTEGER ? undefined : limit;
}
