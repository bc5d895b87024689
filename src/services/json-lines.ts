import type { FastifyInstance } from 'fastify';
import { messageOf } from '../shared/errors.ts';

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

/** The values of the lines in order; blank lines are none, and a malformed one stays where it is, as its error. */
export function parseJsonLines(text: string): JsonLine[] {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      try {
        const value: unknown = JSON.parse(line);
        return { value };
      } catch (error) {
        return { error: `Malformed JSON: ${messageOf(error)}` };
      }
    });
}

export function formatJsonLines(values: readonly unknown[]): string {
  return values.map((value) => `${JSON.stringify(value)}\n`).join('');
}

/** Makes the scope's routes take JSON Lines, as a JsonLines body. */
export function acceptJsonLines(scope: FastifyInstance): void {
  scope.addContentTypeParser([...jsonLinesTypes], { parseAs: 'string' }, (_request, body, done) => {
    done(null, new JsonLines(body.toString()));
  });
}
