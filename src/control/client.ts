import { createInterface } from 'node:readline';
import { Pool, type Dispatcher } from 'undici';
import type { z } from 'zod';
import { MachineLacksError, NothingRunningError, messageOf } from '../shared/errors.ts';
import type {
  LineSearch,
  LogLine,
  LogQuery,
  RestartOptions,
  Session,
  StateChange,
  StatusOptions,
} from './contract.ts';
import { errorFromFailure, failureAnswer } from './failure.ts';
import { listSessions } from './list-sessions.ts';
import {
  actionAnswer,
  killAnswer,
  killNodeAnswer,
  logLine,
  restartAnswer,
  stateChange,
  statusAnswer,
} from './messages.ts';
import { untilSilent } from './until-silent.ts';
import { defaultSession, sessionFiles } from './session-files.ts';
import { readSessionRecord } from './session-record.ts';
import { hasCode } from '../shared/error-code.ts';
import { presenceOf } from '../shared/process-identity.ts';

export interface Patience {
  /** For an answer that takes no work; cluster and members are asked for some. */
  answerMs: number;
  /** An action takes as long as it takes, while the supervisor answers others: it is asked that often … */
  askEveryMs: number;
  /** … and must answer within this. */
  aliveMs: number;
}

const patience: Patience = { answerMs: 180_000, askEveryMs: 5_000, aliveMs: 30_000 };

export interface ConnectOptions {
  directory: string;
  session?: string | undefined;
}

/**
 * The running session of a directory.
 * @throws NothingRunningError where there is none, or its supervisor died.
 */
export async function connectSession({
  directory,
  session = defaultSession,
}: ConnectOptions): Promise<RemoteSession> {
  const record = await readSessionRecord(sessionFiles(directory, session).record);
  if (record === undefined) {
    throw new NothingRunningError(`nothing is running in session ${session} of this directory`, {
      hint: await hintOfOthers(directory, session),
    });
  }
  // Where nobody can tell, its socket does.
  if ((await presenceOf(record.supervisor)) === 'gone') {
    throw new NothingRunningError(`nothing is running here: the supervisor of session ${session} died`, {
      hint: 'start again with `distq up`, which cleans up after it',
    });
  }
  return new RemoteSession(record.socket);
}

async function hintOfOthers(directory: string, session: string): Promise<string> {
  const named = session === defaultSession ? '' : ` --session ${session}`;
  const running = (await listSessions(directory)).filter(({ state }) => state === 'running');
  const others = running.map((other) => `--session ${other.session}`).join(', ');
  return `start it: distq up --detach${named}${others === '' ? '' : `; or name one that runs here: ${others}`}`;
}

/** A session in another process, through its control socket. */
export class RemoteSession implements Session {
  readonly #client: Pool;
  readonly #socket: string;
  readonly #patience: Patience;

  constructor(socket: string, limits: Patience = patience) {
    this.#socket = socket;
    this.#patience = limits;
    // Several connections, so that the cluster can be watched while an action takes its time.
    this.#client = new Pool('http://distq', {
      connections: 4,
      socketPath: socket,
      headersTimeout: limits.answerMs,
      bodyTimeout: 0,
      pipelining: 1,
    });
  }

  async status({ fresh = false }: StatusOptions = {}) {
    return readAnswer(await this.#send({ method: 'POST', path: '/status' }, { fresh }), statusAnswer);
  }

  start(names: string[]) {
    return this.#act('/start', { names }, actionAnswer);
  }

  stop(names: string[]) {
    return this.#act('/stop', { names }, actionAnswer);
  }

  restart(names: string[], { waitUntilSafe = true }: RestartOptions = {}) {
    return this.#act('/restart', { names, waitUntilSafe }, restartAnswer);
  }

  kill(names: string[], signal: NodeJS.Signals) {
    return this.#act('/kill', { names, signal }, killAnswer);
  }

  killNode(member: string | undefined, signal: NodeJS.Signals) {
    return this.#act('/kill-node', { member, signal }, killNodeAnswer);
  }

  logs(query: LogQuery, signal: AbortSignal): AsyncIterable<LogLine> {
    return this.#stream('POST', '/logs', query, logLine, signal);
  }

  findLines(search: LineSearch, signal: AbortSignal): AsyncIterable<LogLine> {
    return this.#stream('POST', '/find-lines', search, logLine, signal);
  }

  events(signal: AbortSignal): AsyncIterable<StateChange> {
    return this.#stream('GET', '/events', undefined, stateChange, signal);
  }

  async down(): Promise<void> {
    const response = await this.#send({ method: 'POST', path: '/down' }, {});
    await response.body.dump();
  }

  /** Lets go of the socket; the session runs on. */
  close(): Promise<void> {
    return this.#client.destroy();
  }

  /** Nobody can tell how long it takes, so the bound is on the supervisor's silence. */
  async #act<T>(path: string, body: unknown, answer: z.ZodType<T>): Promise<T> {
    const answered = new AbortController();
    const silent = new AbortController();
    const { askEveryMs, aliveMs } = this.#patience;
    const asking = { socket: this.#socket, everyMs: askEveryMs, timeoutMs: aliveMs, signal: answered.signal };
    void untilSilent(asking).then((problem) => {
      if (problem !== undefined) silent.abort(new Error(problem));
    });
    try {
      const request = { method: 'POST', path, headersTimeout: 0, signal: silent.signal } as const;
      return await readAnswer(await this.#send(request, body), answer);
    } finally {
      answered.abort();
    }
  }

  async *#stream<T>(
    method: Dispatcher.HttpMethod,
    path: string,
    body: unknown,
    item: z.ZodType<T>,
    signal: AbortSignal,
  ): AsyncGenerator<T> {
    try {
      const response = await this.#send({ method, path, signal }, body);
      for await (const line of createInterface({ input: response.body, crlfDelay: Infinity })) {
        yield parseAnswer(JSON.parse(line), item);
      }
    } catch (error) {
      // The end of the session closes the socket in the middle of the stream: that is its end, too.
      if (!signal.aborted && !isClosed(error)) throw error;
    }
  }

  async #send(request: Dispatcher.RequestOptions, body?: unknown): Promise<Dispatcher.ResponseData> {
    let response: Dispatcher.ResponseData;
    try {
      response = await this.#client.request({
        ...request,
        ...(body === undefined
          ? {}
          : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
      });
    } catch (error) {
      throw new NothingRunningError(`the supervisor does not answer: ${messageOf(error)}`, {
        cause: error,
        hint: isUnreachable(error)
          ? 'it may be starting or ending just now; should it stay so, its control socket was removed: end it with `distq down`, which works all the same'
          : 'it may be ending just now; see `distq status`',
      });
    }
    if (response.statusCode >= 400) throw errorFromFailure(await readAnswer(response, failureAnswer));
    return response;
  }
}

function isClosed(error: unknown): boolean {
  return hasCode(error, 'UND_ERR_SOCKET', 'ECONNRESET');
}

/** Nobody listens on the socket, or it is not there. */
function isUnreachable(error: unknown): boolean {
  return hasCode(error, 'ENOENT', 'ECONNREFUSED');
}

async function readAnswer<T>(response: Dispatcher.ResponseData, answer: z.ZodType<T>): Promise<T> {
  return parseAnswer(await response.body.json(), answer);
}

/** @throws MachineLacksError for anything else: both sides are ours, so one of them is of another version. */
function parseAnswer<T>(value: unknown, answer: z.ZodType<T>): T {
  const parsed = answer.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new MachineLacksError('the running supervisor is of another version of distq: it answers otherwise', {
    cause: parsed.error,
    hint: 'restart it: distq down, then distq up --detach',
  });
}
