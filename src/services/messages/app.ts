import type { FastifyInstance } from 'fastify';
import { createHttp } from '../http.ts';
import type { HttpOptions } from '../http.ts';
import type { Inbox } from './inbox.ts';

interface MessagesDeps {
  http: HttpOptions;
  inbox: Inbox;
}

const bodyBytes = 16 * 1024;

/** messages-service: shows what this consumer of the queue received. */
export function createMessages({ http, inbox }: MessagesDeps): FastifyInstance {
  const app = createHttp({ ...http, bodyLimit: bodyBytes });
  app.get('/messages', () => inbox.texts());
  app.get('/messages/received', () => inbox.received);
  return app;
}
