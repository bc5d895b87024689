import { chmod, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { fastify, type FastifyInstance, type FastifyReply } from 'fastify';
import { z } from 'zod';
import { DistqError, MachineLacksError, UsageError, messageOf } from '../shared/errors.ts';
import type { Session } from './contract.ts';
import { failureFromError } from './failure.ts';
import {
  findLinesRequest,
  killNodeRequest,
  killRequest,
  logsRequest,
  namesRequest,
  restartRequest,
  statusRequest,
} from './messages.ts';

/**
 * Serves a session over HTTP on its control socket, which only this user may open.
 * @throws Error if it cannot be opened; then nothing stays open.
 */
export async function serveSession(session: Session, socket: string): Promise<FastifyInstance> {
  const app = fastify({ forceCloseConnections: true });
  app.setErrorHandler((error, _request, reply) => {
    const { status, failure } = answerTo(error);
    return reply.code(status).send(failureFromError(failure));
  });
  app.setNotFoundHandler(({ method, url }, reply) => {
    const error = new MachineLacksError(`the running supervisor does not know the request ${method} ${url}`, {
      hint: 'it is of another version of distq; restart it: distq down, then distq up --detach',
    });
    return reply.code(404).send(failureFromError(error));
  });
  addRoutes(app, session);
  // A socket file that a killed supervisor left; whether one lives was settled before.
  if (process.platform !== 'win32') await rm(socket, { force: true });
  try {
    await app.listen({ path: socket });
    if (process.platform !== 'win32') await chmod(socket, 0o600);
  } catch (error) {
    await app.close();
    throw error;
  }
  return app;
}

/** What fastify itself refuses (no JSON, too large, …) carries its status. */
function answerTo(error: unknown): { status: number; failure: unknown } {
  if (error instanceof DistqError) return { status: 422, failure: error };
  const status = error instanceof Error && 'statusCode' in error ? error.statusCode : undefined;
  return typeof status === 'number' && status >= 400 && status < 500
    ? { status, failure: new UsageError(`invalid control request: ${messageOf(error)}`, { cause: error }) }
    : { status: 500, failure: error };
}

function addRoutes(app: FastifyInstance, session: Session): void {
  app.post('/status', ({ body }) => session.status(parse(statusRequest, body)));
  app.post('/start', ({ body }) => session.start(parse(namesRequest, body).names));
  app.post('/stop', ({ body }) => session.stop(parse(namesRequest, body).names));
  app.post('/restart', ({ body }) => {
    const { names, waitUntilSafe } = parse(restartRequest, body);
    return session.restart(names, { waitUntilSafe });
  });
  app.post('/kill', ({ body }) => {
    const { names, signal } = parse(killRequest, body);
    return session.kill(names, signal);
  });
  app.post('/kill-node', ({ body }) => {
    const { member, signal } = parse(killNodeRequest, body);
    return session.killNode(member, signal);
  });
  app.post('/down', async () => {
    await session.down();
    return {};
  });
  app.post('/logs', ({ body }, reply) => {
    const query = parse(logsRequest, body);
    return stream(reply, (signal) => session.logs(query, signal));
  });
  app.post('/find-lines', ({ body }, reply) => {
    const search = parse(findLinesRequest, body);
    return stream(reply, (signal) => session.findLines(search, signal));
  });
  app.get('/events', (_request, reply) => stream(reply, (signal) => session.events(signal)));
}

/** Answers JSON Lines until the source ends or the client goes away. */
function stream(reply: FastifyReply, open: (signal: AbortSignal) => AsyncIterable<unknown>): FastifyReply {
  const gone = new AbortController();
  reply.raw.on('close', () => {
    gone.abort();
  });
  const lines = async function* () {
    for await (const value of open(gone.signal)) yield `${JSON.stringify(value)}\n`;
  };
  return reply.type('application/jsonl').send(Readable.from(lines()));
}

function parse<T>(schema: z.ZodType<T>, body: unknown): T {
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  throw new UsageError(`invalid control request: ${z.prettifyError(result.error)}`);
}
