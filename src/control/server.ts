import { chmod, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { fastify, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { z } from 'zod';
import { DistqError, MachineLacksError, UsageError, messageOf } from '../foundation/errors/errors.ts';
import { untilAbort } from '../foundation/async/until-abort.ts';
import { claimHeader } from './claim-remotely.ts';
import type { RunClaim, Session } from './contract.ts';
import { failureFromError } from './remote-failure.ts';
import {
  claimRequest,
  eventsRequest,
  findLinesRequest,
  healRequest,
  isolateRequest,
  killNodeRequest,
  killRequest,
  logsRequest,
  namesRequest,
  releaseRequest,
  restartRequest,
  slowRequest,
  statusRequest,
} from './messages.ts';

/** After the session has ended, followers have this time to read what is left. */
const lastReadMs = 1_000;

/** Provides the session of each caller. */
export interface SessionSource {
  /** @param claim of the caller's run */
  callerSession(claim: string | undefined): Session;
  /** Releases a run's claim. */
  release(claim: string): void;
}

/**
 * Serves a session over HTTP on its control socket, which only this user may open.
 * @throws Error if it cannot be opened; then nothing stays open
 */
export async function serveSession(source: SessionSource, socket: string): Promise<FastifyInstance> {
  const app = fastify({ forceCloseConnections: true });
  app.setErrorHandler((error, _request, reply) => {
    const { status, failure } = answerTo(error);
    return reply.code(status).send(failureFromError(failure));
  });
  app.setNotFoundHandler(({ method, url }, reply) => {
    const error = new MachineLacksError(`the running supervisor does not know the request ${method} ${url}`, {
      hint: 'it is another version of distq; restart it: distq down, then distq up --detach',
    });
    return reply.code(404).send(failureFromError(error));
  });
  const sessionOf = ({ headers }: FastifyRequest): Session => {
    const claim = headers[claimHeader];
    return source.callerSession(typeof claim === 'string' ? claim : undefined);
  };
  addActions(app, sessionOf);
  addStreams(app, sessionOf);
  app.post('/release', ({ body }) => {
    source.release(parse(releaseRequest, body).id);
    return {};
  });
  // A killed supervisor left this socket file; the session lock already proved that none runs.
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

/** Errors of fastify (invalid JSON, too large, …) have a status. */
function answerTo(error: unknown): { status: number; failure: unknown } {
  if (error instanceof DistqError) return { status: 422, failure: error };
  const status = error instanceof Error && 'statusCode' in error ? error.statusCode : undefined;
  return typeof status === 'number' && status >= 400 && status < 500
    ? { status, failure: new UsageError(`invalid control request: ${messageOf(error)}`, { cause: error }) }
    : { status: 500, failure: error };
}

type SessionOf = (request: FastifyRequest) => Session;

function addActions(app: FastifyInstance, sessionOf: SessionOf): void {
  app.post('/status', (request) => sessionOf(request).status(parse(statusRequest, request.body)));
  app.post('/start', (request) => sessionOf(request).start(parse(namesRequest, request.body).names));
  app.post('/stop', (request) => sessionOf(request).stop(parse(namesRequest, request.body).names));
  app.post('/restart', (request) => {
    const { names, waitUntilSafe } = parse(restartRequest, request.body);
    return sessionOf(request).restart(names, { waitUntilSafe });
  });
  app.post('/kill', (request) => {
    const { names, signal } = parse(killRequest, request.body);
    return sessionOf(request).kill(names, signal);
  });
  app.post('/kill-node', (request) => {
    const { member, signal } = parse(killNodeRequest, request.body);
    return sessionOf(request).killNode(member, signal);
  });
  app.post('/isolate', (request) => {
    const { members, cut } = parse(isolateRequest, request.body);
    return sessionOf(request).isolate(members, cut);
  });
  app.post('/slow', (request) => {
    const { members, slowdown } = parse(slowRequest, request.body);
    return sessionOf(request).slow(members, slowdown);
  });
  app.post('/heal', (request) => sessionOf(request).heal(parse(healRequest, request.body).members));
  app.post('/down', async (request) => {
    await sessionOf(request).down();
    return {};
  });
}

function addStreams(app: FastifyInstance, sessionOf: SessionOf): void {
  app.post('/logs', (request, reply) => {
    const query = parse(logsRequest, request.body);
    return stream(reply, (signal) => sessionOf(request).logs(query, signal));
  });
  app.post('/find-lines', (request, reply) => {
    const search = parse(findLinesRequest, request.body);
    return stream(reply, (signal) => sessionOf(request).findLines(search, signal));
  });
  const followers = new Set<Promise<void>>();
  app.post('/events', (request, reply) => {
    const query = parse(eventsRequest, request.body);
    const gone = untilClosed(reply);
    followers.add(gone);
    void gone.then(() => followers.delete(gone));
    return stream(reply, (signal) => sessionOf(request).events(query, signal));
  });
  // Their streams end with the session. Closing the connections immediately would lose the last events.
  app.addHook('preClose', async () => {
    await Promise.race([Promise.all(followers), sleep(lastReadMs, undefined, { ref: false })]);
  });
  app.post('/claim', async (request, reply) => {
    const gone = untilClosed(reply);
    const claim = await sessionOf(request).claim(parse(claimRequest, request.body));
    void gone.then(() => claim.release());
    return stream(reply, (signal) => claimLines(claim, signal));
  });
}

/** The claim; then a line if the session ends during the run. */
async function* claimLines({ id, ended }: RunClaim, gone: AbortSignal): AsyncGenerator {
  yield { id };
  await Promise.race([untilAbort(gone), untilAbort(ended)]);
  if (ended.aborted) yield { ended: messageOf(ended.reason) };
}

/** Sends JSON Lines until the source ends or the client disconnects. */
function stream(reply: FastifyReply, open: (signal: AbortSignal) => AsyncIterable<unknown>): FastifyReply {
  const gone = new AbortController();
  void untilClosed(reply).then(() => {
    gone.abort();
  });
  const lines = async function* () {
    for await (const value of open(gone.signal)) yield `${JSON.stringify(value)}\n`;
  };
  return reply.type('application/jsonl').send(Readable.from(lines()));
}

/** Settles when the answer is sent or the client has disconnected. */
function untilClosed({ raw }: FastifyReply): Promise<void> {
  return new Promise((resolve) => {
    if (raw.destroyed) resolve();
    raw.once('close', () => {
      resolve();
    });
  });
}

function parse<T>(schema: z.ZodType<T>, body: unknown): T {
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  throw new UsageError(`invalid control request: ${z.prettifyError(result.error)}`);
}
