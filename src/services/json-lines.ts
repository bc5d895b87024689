import type { FastifyInstance } from 'fastify';
import { messageOf } from '../shared/errors.ts';
import { batchMessages } from './limits.ts';
import { RequestError } from './request-error.ts';

export const jsonLinesType = 'application/x-ndjson';

/** Content types under which JSON Lines are accepted. */
export const jsonLinesTypes = [jsonLinesType, 'application/jsonl', 'application/json-lines'] as const;

/** What a parsed JSON Lines body is, so that a route can tell it from a JSON one. */
export class JsonLines {
  readonly lines: readonly JsonLine[];

  constructor(text: string) {
    this.lines = parseJsonLines(text);
  }
}

export type JsonLine = { value: unknown } | { error: string };

/** A line that is not blank, without the space before it. */
const line = /\S[^\n]*/g;

/**
 * The values of the lines in order; blank lines are none, and a malformed one stays where it is, as its error.
 * @throws RequestError if there are more than a batch may have, before any is parsed: a body has room for millions, each with an error of its own.
 */
export function parseJsonLines(text: string): JsonLine[] {
  const lines: string[] = [];
  for (const [found] of text.matchAll(line)) {
    lines.push(found);
    refuseLongBatch(lines.length);
  }
  return lines.map(parseLine);
}

/** @throws RequestError if a batch may not have so many messages. */
export function refuseLongBatch(count: number): void {
  if (count > batchMessages)
    throw new RequestError(
      413,
      `Batch Too Long: at most ${batchMessages} messages; send the rest in another`,
    );
}

function parseLine(text: string): JsonLine {
  try {
    const value: unknown = JSON.parse(text);
    return { value };
  } catch (error) {
    return { error: `Malformed JSON: ${messageOf(error)}` };
  }
}

export function formatJsonLines(values: readonly unknown[]): string {
  return values.map((value) => `${JSON.stringify(value)}\n`).join('');
}

/** Makes the scope's routes take JSON Lines, as a JsonLines body. */
export function acceptJsonLines(scope: FastifyInstance): void {
  scope.addContentTypeParser(
    [...jsonLinesTypes],
    { parseAs: 'string' },
    async (_request: unknown, body: string) => Promise.resolve(new JsonLines(body)),
  );
}
