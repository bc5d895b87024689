import { fastify } from 'fastify';
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { AllowedMethods } from './allowed-methods.ts';
import { answerClientError } from './client-error.ts';
import { errorHandler, refuse } from './http-errors.ts';
import type { Readiness } from './readiness.ts';
import { requestGuard } from './request-guard.ts';
import { acceptText, utf8Text } from './text-body.ts';

export interface HttpOptions {
  service: string;
  instance: string;
  /** Name or address it listens on. */
  host: string;
  /** As in an address; by which the others reach it, where that is another one. */
  publicHost?: string | undefined;
  logger: Logger;
  readiness: Readiness;
}

interface FrameOptions extends HttpOptions {
  /** Largest body in bytes; a route may set its own. */
  bodyLimit: number;
  /** Content types of the routes, for 415. Default: JSON. */
  accepts?: readonly string[];
  /** For a whole request to come. Default: 30 s. */
  requestTimeoutMs?: number;
}

const idleCheckMs = 20;
/** Node.js looks only every 30 s by default, and would let a request of 30 s take up to a minute. */
const requestTimeoutCheckMs = 500;

/** Header that names the instance that answered. */
export const instanceHeader = 'distq-instance';

/** The frame that all services share: JSON errors, 404, 405 with `Allow`, 413, 415, `GET /health`, graceful close; pages of other sites are refused. */
export function createHttp(options: FrameOptions): FastifyInstance {
  const {
    service,
    instance,
    host,
    publicHost,
    logger,
    readiness,
    bodyLimit,
    requestTimeoutMs = 30_000,
  } = options;
  const answerError = errorHandler({ logger, accepts: options.accepts ?? ['application/json'] });
  const app: FastifyInstance = fastify({
    logger: false,
    bodyLimit,
    forceCloseConnections: 'idle',
    requestTimeout: requestTimeoutMs,
    http: {
      connectionsCheckingInterval: requestTimeoutCheckMs,
      // Where it is the larger of the two (60 s by default) Node.js takes one for the other, and a body may take that long.
      headersTimeout: requestTimeoutMs,
      // That the Host is missing is answered by the guard, as JSON.
      requireHostHeader: false,
    },
    clientErrorHandler: answerClientError,
    frameworkErrors: (error, request, reply) => {
      answerError(error, request, reply);
    },
  });
  const allowed = new AllowedMethods();
  app.addHook('onRoute', (route) => {
    allowed.add(route.url, [route.method].flat());
  });
  const judge = requestGuard(host, publicHost);
  app.addHook('onRequest', (request, reply, done) => {
    void reply.header(instanceHeader, instance);
    const refusal = judge(request.raw);
    if (refusal !== undefined) {
      void reply.code(refusal.status).send({ error: refusal.error });
      return;
    }
    // Before the body is read: an unknown path or a wrong method must not answer 415 or 413.
    if (request.is404) answerUnknown(request.method, pathOf(request.url));
    else if (readiness.starting !== undefined && request.url !== '/health')
      refuse(reply, `Not Ready: ${readiness.starting}`);
    else done();

    function answerUnknown(method: string, path: string): void {
      const methods = allowed.of(path);
      if (methods.length === 0) void reply.code(404).send({ error: `Not Found: '${path}'` });
      else
        void reply
          .code(405)
          .header('allow', methods.join(', '))
          .send({ error: `Method Not Allowed: ${method}` });
    }
  });
  closeConnectionsWhenIdle(app);
  app.setErrorHandler(answerError);
  app.removeContentTypeParser(['application/json', 'text/plain']);
  const parseJson = app.getDefaultJsonParser('error', 'error');
  acceptText(app, ['application/json'], (body, done, request) => {
    // An empty body is the route's to judge: its own 400 says what is missing.
    if (body.length === 0) done(null, undefined);
    else void parseJson(request, utf8Text(body), done);
  });
  // By it a supervisor tells the process that it started from any other that answers on the port.
  const start = process.env['DISTQ_START_TOKEN'];
  app.get('/health', (_request, reply) => {
    const reason = readiness.reason;
    return reason === undefined
      ? reply.send({ status: 'ok', instance, service, start })
      : reply.code(503).send({ status: 'unavailable', instance, service, start, error: reason });
  });
  return app;
}

/**
 * Closing ends the connections that are idle at that moment. One that was in use becomes idle afterwards, and one on which no
 * request ever came never counts as idle; either would keep the server open as long as its client keeps it.
 */
function closeConnectionsWhenIdle(app: FastifyInstance): void {
  let requestsUnderWay = 0;
  let timer: NodeJS.Timeout | undefined;
  app.server.on('request', (_request, response) => {
    requestsUnderWay += 1;
    response.once('close', () => {
      requestsUnderWay -= 1;
    });
  });
  app.addHook('preClose', (done) => {
    timer = setInterval(() => {
      if (requestsUnderWay === 0) app.server.closeAllConnections();
      else app.server.closeIdleConnections();
    }, idleCheckMs);
    done();
  });
  app.addHook('onClose', (_app, done) => {
    clearInterval(timer);
    done();
  });
}

function pathOf(url: string): string {
  const query = url.indexOf('?');
  return query === -1 ? url : url.slice(0, query);
}
