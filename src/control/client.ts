import { createInterface } from 'node:readline';
import { Pool, type Dispatcher } from 'undici';
import type { z } from 'zod';
import { NothingRunningError, messageOf } from '../shared/errors.ts';
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
import {
  actionAnswer,
  killAnswer,
  killNodeAnswer,
  logLine,
  restartAnswer,
  stateChange,
  statusAnswer,
} from './messages.ts';
import { defaultSession, sessionFiles } from './session-files.ts';
import { readSessionRecord, supervisorIsRunning } from './session-record.ts';

/** Longer than anything the supervisor does on request is bounded by. */
const answerTimeoutMs = 180_000;

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
  const hint =
    session === defaultSession
      ? 'start it: distq up --detach'
      : 'list the topology’s sessions in .distq/sessions';
  if (record === undefined)
    throw new NothingRunningError(`nothing is running here (session ${session})`, { hint });
  if (!(await supervisorIsRunning(record))) {
    throw new NothingRunningError(`nothing is running here: the supervisor of session ${session} died`, {
      hint: 'start again with `distq up`, which cleans up after it',
    });
  }
  return new RemoteSession(record.socket);
}

/** A session in another process, through its control socket. */
export class RemoteSession implements Session {
  readonly #client: Pool;

  constructor(socket: string) {
    // Several connections, so that the cluster can be watched while an action takes its time.
    this.#client = new Pool('http://distq', {
      connections: 4,
      socketPath: socket,
      headersTimeout: answerTimeoutMs,
      bodyTimeout: 0,
      pipelining: 1,
    });
  }

  status({ fresh = false }: StatusOptions = {}) {
    return this.#call('POST', '/status', { fresh }, statusAnswer);
  }

  start(names: string[]) {
    return this.#call('POST', '/start', { names }, actionAnswer);
  }

  stop(names: string[]) {
    return this.#call('POST', '/stop', { names }, actionAnswer);
  }

  restart(names: string[], { waitUntilSafe = true }: RestartOptions = {}) {
    return this.#call('POST', '/restart', { names, waitUntilSafe }, restartAnswer);
  }

  kill(names: string[], signal: NodeJS.Signals) {
    return this.#call('POST', '/kill', { names, signal }, killAnswer);
  }

  killNode(member: string | undefined, signal: NodeJS.Signals) {
    return this.#call('POST', '/kill-node', { member, signal }, killNodeAnswer);
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
    const response = await this.#send('POST', '/down', {});
    await response.body.dump();
  }

  /** Lets go of the socket; the session runs on. */
  close(): Promise<void> {
    return this.#client.destroy();
  }

  async #call<T>(
    method: Dispatcher.HttpMethod,
    path: string,
    body: unknown,
    answer: z.ZodType<T>,
  ): Promise<T> {
    const response = await this.#send(method, path, body);
    return answer.parse(await response.body.json());
  }

  async *#stream<T>(
    method: Dispatcher.HttpMethod,
    path: string,
    body: unknown,
    item: z.ZodType<T>,
    signal: AbortSignal,
  ): AsyncGenerator<T> {
    try {
      const response = await this.#send(method, path, body, signal);
      for await (const line of createInterface({ input: response.body, crlfDelay: Infinity })) {
        yield item.parse(JSON.parse(line));
      }
    } catch (error) {
      // The end of the session closes the socket in the middle of the stream: that is its end, too.
      if (!signal.aborted && !isClosed(error)) throw error;
    }
  }

  async #send(method: Dispatcher.HttpMethod, path: string, body: unknown, signal?: AbortSignal) {
    let response: Dispatcher.ResponseData;
    try {
      response = await this.#client.request({
        method,
        path,
        ...(body === undefined
          ? {}
          : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
        ...(signal === undefined ? {} : { signal }),
      });
    } catch (error) {
      if (signal?.aborted === true) throw error;
      throw new NothingRunningError(`the supervisor does not answer: ${messageOf(error)}`, {
        cause: error,
        hint: 'it may be ending just now; see `distq status`',
      });
    }
    if (response.statusCode >= 400) throw await remoteFailure(response);
    return response;
  }
}

function isClosed(error: unknown): boolean {
  return (
    error instanceof Error &&
    'code' in error &&
    (error.code === 'UND_ERR_SOCKET' || error.code === 'ECONNRESET')
  );
}

async function remoteFailure(response: Dispatcher.ResponseData): Promise<Error> {
  return errorFromFailure(failureAnswer.parse(await response.body.json()));
}
