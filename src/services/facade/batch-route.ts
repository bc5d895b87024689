import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { errorHandler } from '../http/http-errors.ts';
import {
  JsonLines,
  acceptJsonLines,
  formatJsonLines,
  jsonLinesType,
  jsonLinesTypes,
} from '../http/json-lines.ts';
import type { JsonLine } from '../http/json-lines.ts';
import { batchBodyBytes } from '../http/request-limits.ts';
import { canonicalUuid } from '../../protocol/uuid.ts';
import type { PostAnswer } from './post-answer.ts';
import type { Submission } from './poster.ts';
import { readText } from './read-text.ts';

interface BatchDeps {
  logger: Logger;
  poster: { post(submissions: readonly Submission[]): Promise<PostAnswer[]> };
}

/** `POST /facade/batch`: one message per line, one answer per line in the same order. */
export function addBatchRoute(app: FastifyInstance, { logger, poster }: BatchDeps): void {
  void app.register((scope, _options, done) => {
    scope.setErrorHandler(errorHandler({ logger, accepts: jsonLinesTypes }));
    scope.removeAllContentTypeParsers();
    acceptJsonLines(scope);
    scope.post('/facade/batch', { bodyLimit: batchBodyBytes }, async ({ body }, reply) => {
      const lines = body instanceof JsonLines ? body.lines : [];
      if (lines.length === 0) return reply.code(400).send({ error: 'No Message in Request' });
      return reply.type(jsonLinesType).send(formatJsonLines(await postLines(lines, poster)));
    });
    done();
  });
}

/** Posts the valid lines; an invalid line gets its own error and does not affect others. */
async function postLines(lines: readonly JsonLine[], poster: BatchDeps['poster']): Promise<PostAnswer[]> {
  const read = lines.map(readLine);
  const answers = (await poster.post(read.filter((line) => 'msg' in line))).values();
  return read.map((line): PostAnswer =>
    'msg' in line ? (answers.next().value ?? { status: 504, error: 'Outcome Unknown' }) : line,
  );
}

function readLine(line: JsonLine): Submission | { status: 400; error: string } {
  if ('error' in line) return { status: 400, error: line.error };
  const text = readText(line.value);
  if ('error' in text) return { status: 400, error: text.error };
  const key = readKey(line.value);
  return key === null ? { status: 400, error: 'uuid Is Not a UUID' } : { msg: text.msg, key };
}

/** The uuid of the line; undefined if missing, null if invalid. */
function readKey(value: unknown): string | undefined | null {
  if (typeof value !== 'object' || value === null || !('uuid' in value) || value.uuid === undefined)
    return undefined;
  return typeof value.uuid === 'string' ? (canonicalUuid(value.uuid) ?? null) : null;
}
