import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { createHttp } from '../http/http.ts';
import type { HttpOptions } from '../http/http.ts';
import { sendJsonStream } from '../http/json-stream.ts';
import { runHeader } from '../http/page-query.ts';
import { linkNextRange, readRange } from '../received/range-query.ts';
import { addLedgerRoute, type LedgerView } from '../trace/ledger-route.ts';
import type { StageRing } from '../trace/stage-ring.ts';
import { addTraceRoute } from '../trace/trace-route.ts';
import type { Inbox } from './inbox.ts';

interface MessagesDeps {
  http: HttpOptions;
  inbox: Inbox;
  /** What it can tell of single messages. */
  trace?: { stages: StageRing; ledger: LedgerView };
}

const bodyBytes = 16 * 1024;

/** messages-service: shows what this consumer of the queue received. */
export function createMessages({ http, inbox, trace }: MessagesDeps): FastifyInstance {
  const app = createHttp({ ...http, bodyLimit: bodyBytes });
  const run = randomUUID();
  app.get('/messages', ({ query }, reply) => {
    const range = readRange(query);
    linkNextRange(reply, '/messages', inbox.received, range);
    return sendJsonStream(reply.header(runHeader, run), inbox.received.texts(range));
  });
  app.get('/messages/received', ({ query }, reply) => {
    const range = readRange(query);
    linkNextRange(reply, '/messages/received', inbox.received, range);
    return sendJsonStream(reply.header(runHeader, run), inbox.received.received(range));
  });
  if (trace !== undefined) {
    addTraceRoute(app, http.instance, trace.stages);
    addLedgerRoute(app, trace.ledger);
  }
  return app;
}
