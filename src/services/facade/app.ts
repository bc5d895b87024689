import type { FastifyInstance, FastifyReply } from 'fastify';
import { refuse } from '../http/http-errors.ts';
import { createHttp } from '../http/http.ts';
import type { HttpOptions } from '../http/http.ts';
import { messageBodyBytes } from '../http/request-limits.ts';
import { canonicalUuid } from '../../protocol/uuid.ts';
import { sendJsonStream } from '../http/json-stream.ts';
import { linkNext, readPageQuery, type PageQuery } from '../http/page-query.ts';
import { acceptText } from '../http/text-body.ts';
import { addLedgerRoute, type LedgerView } from '../trace/ledger-route.ts';
import type { StageRing } from '../trace/stage-ring.ts';
import { addTraceRoute } from '../trace/trace-route.ts';
import type { OpenAnswers } from './answer-reader.ts';
import { addBatchRoute } from './batch-route.ts';
import { parseForm } from './form-body.ts';
import { structuredBody, textBody } from './merged-body.ts';
import type { PostAnswer } from './post-answer.ts';
import { readText } from './read-text.ts';
import type { Submission } from './poster.ts';

export interface FacadeDeps {
  http: HttpOptions;
  poster: { post(submissions: readonly Submission[]): Promise<PostAnswer[]> };
  reader: { open(page: PageQuery): Promise<OpenAnswers> };
  /** What it can tell of single messages. */
  trace?: { stages: StageRing; ledger: LedgerView };
}

const structuredType = 'application/vnd.distq+json';
const formType = 'application/x-www-form-urlencoded';
const accepts = ['application/json', formType];

/** With a schema, fastify serializes the answer faster. */
const acknowledgement = {
  type: 'object',
  properties: {
    message: { type: 'object', properties: { msg: { type: 'string' }, uuid: { type: 'string' } } },
    response: { type: 'object', properties: { success: { type: 'string' } } },
  },
} as const;

/** facade-service: accepts messages from clients and returns the merged answer. */
export function createFacade({ http, poster, reader, trace }: FacadeDeps): FastifyInstance {
  const app = createHttp({ ...http, bodyLimit: messageBodyBytes, accepts });
  acceptText(app, [formType], (body, done) => {
    done(null, parseForm(body));
  });

  app.post(
    '/facade',
    { schema: { response: { '2xx': acknowledgement } } },
    async ({ body, headers }, reply) => {
      const text = readText(body);
      if ('error' in text) return reply.code(400).send(text);
      const header = headers['idempotency-key'];
      const key = typeof header === 'string' ? canonicalUuid(header) : undefined;
      if (header !== undefined && key === undefined)
        return reply.code(400).send({ error: 'Idempotency-Key Is Not a UUID' });
      const [answer] = await poster.post([{ msg: text.msg, key }]);
      return sendAnswer(reply, answer ?? { status: 504, error: 'Outcome Unknown' });
    },
  );

  app.get('/facade', async ({ headers, query }, reply) => {
    const page = readPageQuery(query);
    const answers = await reader.open(page);
    closeWith(reply, answers);
    if (answers.next !== undefined && page.limit !== undefined)
      linkNext(reply, '/facade', { after: answers.next, limit: page.limit });
    return headers.accept?.includes(structuredType) === true
      ? sendJsonStream(reply, structuredBody(answers), structuredType)
      : sendJsonStream(reply, textBody(answers));
  });

  if (trace !== undefined) {
    addTraceRoute(app, http.instance, trace.stages);
    addLedgerRoute(app, trace.ledger);
  }
  addBatchRoute(app, { logger: http.logger, poster });
  return app;
}

/** If the client disconnects or wants no body, the instances must stop sending. */
function closeWith({ raw }: FastifyReply, { logging, messages }: OpenAnswers): void {
  const close = () => {
    logging.close();
    messages.close();
  };
  if (raw.destroyed) close();
  else raw.once('close', close);
}

function sendAnswer(reply: FastifyReply, answer: PostAnswer): FastifyReply {
  if ('message' in answer) {
    const { msg, uuid } = answer.message;
    return reply
      .code(answer.status)
      .send({ message: { msg, uuid }, response: { success: 'Message Was Logged' } });
  }
  return answer.status === 503
    ? refuse(reply, answer.error)
    : reply.code(answer.status).send({ error: answer.error });
}
