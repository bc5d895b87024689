import { Pool, type Dispatcher } from 'undici';
import type { z } from 'zod';
import { NothingRunningError } from '../foundation/errors/errors.ts';
import { claimHeader, claimRemotely } from './claim-remotely.ts';
import type {
  EventQuery,
  LineSearch,
  LogLine,
  LogQuery,
  RestartOptions,
  RunClaim,
  RunHolder,
  Session,
  SessionEvent,
  StatusOptions,
} from './contract.ts';
import type { Cut, Slowdown } from '../protocol/links.ts';
import { listSessions } from './list-sessions.ts';
import {
  actionAnswer,
  killAnswer,
  killNodeAnswer,
  linksAnswer,
  logLine,
  restartAnswer,
  statusAnswer,
} from './messages.ts';
import { sessionEvent } from './session-event.ts';
import { readLines } from './read-lines.ts';
import { isClosed, parseAnswer, readAnswer, sendRequest, type ControlRequest } from './request.ts';
import { untilSilent } from './until-silent.ts';
import { defaultSession, sessionFiles } from './session-files.ts';
import { readSessionRecord } from './session-record.ts';
import { presenceOf } from '../foundation/processes/process-identity.ts';

export interface Patience {
  /** Timeout in ms of a simple answer; questions to the cluster and its members take longer. */
  answerMs: number;
  /** Interval in ms of the question whether the supervisor still answers, while an action takes its time … */
  askEveryMs: number;
  /** … and timeout in ms of each of these answers. */
  aliveMs: number;
}

const patience: Patience = { answerMs: 180_000, askEveryMs: 5_000, aliveMs: 30_000 };

export interface ConnectOptions {
  directory: string;
  session?: string | undefined;
}

/**
 * Connects to the running session of a directory.
 * @throws NothingRunningError if there is none, or its supervisor died
 */
export async function connectSession({
  directory,
  session = defaultSession,
}: ConnectOptions): Promise<RemoteSession> {
  const record = await readSessionRecord(sessionFiles(directory, session).record);
  if (record === undefined) {
    throw new NothingRunningError(`session ${session} of this directory is not running`, {
      hint: await hintOfOthers(directory, session),
    });
  }
  // If the operating system does not report whether it runs, the socket shows it.
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

/** A session in another process, reached through its control socket. */
export class RemoteSession implements Session {
  readonly #client: Pool;
  readonly #socket: string;
  readonly #patience: Patience;
  #claim: RunClaim | undefined;

  constructor(socket: string, limits: Patience = patience) {
    this.#socket = socket;
    this.#patience = limits;
    // Several connections, so that the cluster can be watched during a long action.
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

  isolate(members: string[], cut: Cut) {
    return this.#act('/isolate', { members, cut }, linksAnswer);
  }

  slow(members: string[], slowdown: Slowdown) {
    return this.#act('/slow', { members, slowdown }, linksAnswer);
  }

  heal(members: string[]) {
    return this.#act('/heal', { members }, linksAnswer);
  }

  logs(query: LogQuery, signal: AbortSignal): AsyncIterable<LogLine> {
    return this.#stream('/logs', query, logLine, signal);
  }

  findLines(search: LineSearch, signal: AbortSignal): AsyncIterable<LogLine> {
    return this.#stream('/find-lines', search, logLine, signal);
  }

  events(query: EventQuery, signal: AbortSignal): AsyncIterable<SessionEvent> {
    return this.#stream('/events', query, sessionEvent, signal);
  }

  async claim(run: Pick<RunHolder, 'what' | 'pid'>): Promise<RunClaim> {
    this.#claim = await claimRemotely(this.#socket, run);
    return this.#claim;
  }

  async down(): Promise<void> {
    const response = await this.#send({ method: 'POST', path: '/down' }, {});
    await response.body.dump();
  }

  /** Closes the connection; the session keeps running. */
  async close(): Promise<void> {
    await this.#claim?.release();
    await this.#client.destroy();
  }

  /** An action may take any time, so only the supervisor's silence has a timeout. */
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

  async *#stream<T>(path: string, body: unknown, item: z.ZodType<T>, signal: AbortSignal): AsyncGenerator<T> {
    try {
      const response = await this.#send({ method: 'POST', path, signal }, body);
      for await (const line of readLines(response.body)) yield parseAnswer(JSON.parse(line), item);
    } catch (error) {
      // The end of the session closes the socket in the middle of the stream; that is not an error.
      if (!signal.aborted && !isClosed(error)) throw error;
    }
  }

  #send(request: ControlRequest, body?: unknown): Promise<Dispatcher.ResponseData> {
    const headers = this.#claim === undefined ? {} : { [claimHeader]: this.#claim.id };
    return sendRequest(this.#client, { ...request, headers }, body);
  }
}
