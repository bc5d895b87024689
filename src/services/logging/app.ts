import type { FastifyInstance } from 'fastify';
import { errorHandler } from '../http/http-errors.ts';
import { createHttp } from '../http/http.ts';
import type { HttpOptions } from '../http/http.ts';
import {
  JsonLines,
  acceptJsonLines,
  formatJsonLines,
  jsonLinesType,
  jsonLinesTypes,
  refuseLongBatch,
} from '../http/json-lines.ts';
import { loggingBodyBytes } from '../http/request-limits.ts';
import { readPostedMessage } from '../queue/message.ts';
import { inChunks, sendJsonStream } from '../http/json-stream.ts';
import { linkNext, readPageQuery } from '../http/page-query.ts';
import { linkNextRange, readRange } from '../received/range-query.ts';
import { ReceivedList } from '../received/received-list.ts';
import { addTraceRoute } from '../trace/trace-route.ts';
import { StageRing } from '../trace/stage-ring.ts';
import { addLogRoutes, type LogView } from './log-routes.ts';
import type { LogReader } from './log-reader.ts';
import type { MessageMap } from './message-map.ts';
import { MessageLog } from './message-log.ts';

interface LoggingDeps {
  http: HttpOptions;
  map: MessageMap & LogReader;
  now: () => Date;
  /** The messages that this instance stored. */
  received?: ReceivedList;
  /** What the log knows of single messages. */
  view?: LogView;
}

/** logging-service: stores every message in a map that all its instances share. */
export function createLogging(deps: LoggingDeps): FastifyInstance {
  const { http, map, now, received = new ReceivedList(Infinity), view } = deps;
  const app = createHttp({ ...http, bodyLimit: loggingBodyBytes });
  const stages = new StageRing();
  const log = new MessageLog({ received, map, now, logger: http.logger, stages });
  app.addHook('onClose', () => {
    log.flush();
  });

  app.post('/logging', async ({ body }, reply) => {
    const { status, ...answer } = await log.store(readPostedMessage(body));
    return reply.code(status).send(answer);
  });
  app.get('/logging', async ({ query }, reply) => {
    const { after, limit } = readPageQuery(query);
    if (limit === undefined) return sendJsonStream(reply, inChunks(map.texts(after)));
    const page = await map.page(after, limit);
    if (page.next !== undefined) linkNext(reply, '/logging', { after: page.next, limit });
    return sendJsonStream(reply, page.json);
  });
  app.get('/logging/received', ({ query }, reply) => {
    const range = readRange(query);
    linkNextRange(reply, '/logging/received', received, range);
    return sendJsonStream(reply, received.received(range));
  });

  addTraceRoute(app, http.instance, stages);
  if (view !== undefined) addLogRoutes(app, view);

  void app.register((scope, _options, done) => {
    const accepts = ['application/json', ...jsonLinesTypes];
    scope.setErrorHandler(errorHandler({ logger: http.logger, accepts }));
    acceptJsonLines(scope);
    scope.post('/logging/batch', async ({ body }, reply) => {
      const bodies = readBatch(body);
      if (bodies === undefined) return reply.code(400).send({ error: 'No Array of Messages in Request' });
      refuseLongBatch(bodies.length);
      const answers = await log.storeAll(bodies.map(readPostedMessage));
      return body instanceof JsonLines
        ? reply.type(jsonLinesType).send(formatJsonLines(answers))
        : reply.send(answers);
    });
    done();
  });
  return app;
}

/** The value of each message, in order; undefined for a malformed line. */
function readBatch(body: unknown): unknown[] | undefined {
  if (body instanceof JsonLines) return body.lines.map((line) => ('value' in line ? line.value : undefined));
  return Array.isArray(body) ? body : undefined;
}
