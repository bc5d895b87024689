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
  /** Host name in the addresses for other services, if it differs. */
  publicHost?: string | undefined;
  logger: Logger;
  readiness: Readiness;
}

interface FrameOptions extends HttpOptions {
  /** Largest body in bytes; a route may set its own. */
  bodyLimit: number;
  /** Content types of the routes, for 415. Default: JSON. */
  accepts?: readonly string[];
  /** Timeout in ms until a request is complete. Default: 30 s. */
  requestTimeoutMs?: number;
}

const idleCheckMs = 20;
/** Node.js checks only every 30 s by default, so a timeout of 30 s could take up to a minute. */
const requestTimeoutCheckMs = 500;

/** Header that names the instance that answered. */
export const instanceHeader = 'distq-instance';

/**
 * The HTTP server of all services: JSON errors, 404, 405 with `Allow`, 413, 415, `GET /health`, graceful close;
 * requests from pages of other sites are refused.
 */
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
      // If the headers timeout (60 s by default) is larger than the request timeout, Node.js swaps them, and a body may
      // take that long.
      headersTimeout: requestTimeoutMs,
      // The request guard answers a missing Host as JSON.
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
    else {
      // A read may be answered without the cluster.
      const reason = request.method === 'POST' ? readiness.refusal : readiness.starting;
      if (reason !== undefined && request.url !== '/health') refuse(reply, `Not Ready: ${reason}`);
      else done();
    }

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
    // An empty body is left to the route: its own 400 names what is missing.
    if (body.length === 0) done(null, undefined);
    else void parseJson(request, utf8Text(body), done);
  });
  // It proves to the supervisor that the process it started answers on the port, not another one.
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
 * Close ends only connections that are idle at that moment. A connection in use becomes idle later, and one without any
 * request never counts as idle. Both would keep the server open until the client closes.
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
