import { isUtf8 } from 'node:buffer';
import type { FastifyInstance } from 'fastify';
import { messageOf } from '../../foundation/errors/errors.ts';
import { batchMessages } from './request-limits.ts';
import { RequestError } from './request-error.ts';
import { acceptText } from './text-body.ts';

export const jsonLinesType = 'application/x-ndjson';

/** Content types under which JSON Lines are accepted. */
export const jsonLinesTypes = [jsonLinesType, 'application/jsonl', 'application/json-lines'] as const;

/** A parsed JSON Lines body, so that a route can distinguish it from a JSON body. */
export class JsonLines {
  readonly lines: readonly JsonLine[];

  constructor(body: Buffer) {
    this.lines = isUtf8(body)
      ? parseJsonLines(body.toString())
      : parseJsonLines(body.toString('latin1'), parseBytes);
  }
}

export type JsonLine = { value: unknown } | { error: string };

/** A line that is not blank, without leading space. */
const line = /\S[^\n]*/g;

/**
 * The values of the lines in order. Blank lines are skipped; a malformed line becomes its error.
 * @throws RequestError if there are more lines than a batch may have, before parsing: a body has room for millions of
 * lines, each with its own error.
 */
export function parseJsonLines(text: string, parse = parseLine): JsonLine[] {
  const lines: string[] = [];
  for (const [found] of text.matchAll(line)) {
    lines.push(found);
    refuseLongBatch(lines.length);
  }
  return lines.map(parse);
}

/** @throws RequestError if a batch may not have so many messages. */
export function refuseLongBatch(count: number): void {
  if (count > batchMessages)
    throw new RequestError(
      413,
      `Batch Too Long: at most ${batchMessages} messages; send the rest in another batch`,
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

/** A line of a body that is not valid UTF-8, decoded byte by byte. */
function parseBytes(latin1: string): JsonLine {
  const bytes = Buffer.from(latin1, 'latin1');
  return isUtf8(bytes) ? parseLine(bytes.toString()) : { error: 'Line Is Not UTF-8' };
}

export function formatJsonLines(values: readonly unknown[]): string {
  return values.map((value) => `${JSON.stringify(value)}\n`).join('');
}

/** Makes the scope's routes accept JSON Lines, as a JsonLines body. */
export function acceptJsonLines(scope: FastifyInstance): void {
  acceptText(scope, jsonLinesTypes, (body, done) => {
    done(null, new JsonLines(body));
  });
}
