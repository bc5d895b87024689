import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { retryAfterSeconds } from './request-limits.ts';
import { UnavailableError } from './unavailable-error.ts';

interface ErrorAnswers {
  logger: Logger;
  /** Content types of the routes in this scope, for 415. */
  accepts: readonly string[];
}

/**
 * Answers an error of a route or the parser as `{"error"}`. Only a bug is logged, and its text is never sent to
 * clients.
 */
export function errorHandler({ logger, accepts }: ErrorAnswers) {
  return (error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    if (error instanceof UnavailableError) return refuse(reply, error.message);
    const status = error.statusCode ?? 500;
    if (status >= 400 && status < 500) return reply.code(status).send({ error: clientError(error, accepts) });
    logger.error({ err: error, method: request.method, url: request.url }, 'Request Failed');
    return reply.code(500).send({ error: 'Internal Error' });
  };
}

/** 503 with `Retry-After`. */
export function refuse(reply: FastifyReply, error: string): FastifyReply {
  return reply.code(503).header('retry-after', String(retryAfterSeconds)).send({ error });
}

function clientError(error: FastifyError, accepts: readonly string[]): string {
  switch (error.code) {
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
    case 'FST_ERR_CTP_INVALID_TYPE':
      return `Unsupported Content-Type: send ${accepts.join(' or ')}`;
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return 'Body Too Large';
    case 'FST_ERR_BAD_URL':
      return 'Malformed URL';
    case 'FST_ERR_CTP_INVALID_JSON_BODY':
      return 'Malformed JSON';
    default:
      return error.message;
  }
}
