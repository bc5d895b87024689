import type { FastifyInstance } from 'fastify';
import { createHttp } from '../http.ts';
import type { HttpOptions } from '../http.ts';
import { sendJsonStream } from '../json-stream.ts';
import type { Inbox } from './inbox.ts';

interface MessagesDeps {
  http: HttpOptions;
  inbox: Inbox;
}

const bodyBytes = 16 * 1024;

/** messages-service: shows what this consumer of the queue received. */
export function createMessages({ http, inbox }: MessagesDeps): FastifyInstance {
  const app = createHttp({ ...http, bodyLimit: bodyBytes });
  app.get('/messages', (_request, reply) => sendJsonStream(reply, inbox.received.texts({ after: 0 })));
  app.get('/messages/received', (_request, reply) =>
    sendJsonStream(reply, inbox.received.received({ after: 0 })),
  );
  return app;
}
