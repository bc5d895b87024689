import { connect, type Socket } from 'node:net';
import { messageOf } from '../../foundation/errors/errors.ts';
import { InvalidResponse } from './invalid-response.ts';
import { parseResponse, type Response } from './parse-response.ts';

export interface Endpoint {
  host: string;
  port: number;
}

/** A request without an answer. */
export interface Unanswered {
  kind: 'connection' | 'timeout';
  /** Part of it may have reached the server. */
  sent: boolean;
  reason: string;
}

export interface AnswerHandlers {
  onAnswer: (response: Response) => void;
  onUnanswered: (what: Unanswered) => void;
}

/**
 * A keep-alive connection that carries one request at a time; the next one is sent when the previous answer was read
 * completely. It reconnects when a request needs it. It uses the bare socket because the load shares the CPU with the
 * system that it measures: a request takes half the time of one with undici.
 */
export class Connection {
  readonly #endpoint: Endpoint;
  readonly #handlers: AnswerHandlers;
  readonly #timer: NodeJS.Timeout;
  #socket: Socket | undefined;
  #received = '';
  #underWay: 'connecting' | 'sent' | undefined;

  /** @param timeoutMs for each request, including connecting */
  constructor(endpoint: Endpoint, timeoutMs: number, handlers: AnswerHandlers) {
    this.#endpoint = endpoint;
    this.#handlers = handlers;
    this.#timer = setTimeout(() => {
      this.#fail('timeout', `no answer within ${timeoutMs} ms`);
    }, timeoutMs);
    this.#timer.unref();
  }

  /** Sends a complete request, as latin1; exactly one handler is called for it. */
  send(request: string): void {
    if (this.#underWay !== undefined) throw new Error('a request is under way');
    // Each request restarts the timer and none stops it, which is cheaper; a timeout between two requests is ignored.
    this.#timer.refresh();
    const socket = this.#socket;
    if (socket === undefined) {
      this.#underWay = 'connecting';
      this.#open().once('connect', () => {
        this.#underWay = 'sent';
        this.#socket?.write(request, 'latin1');
      });
    } else {
      this.#underWay = 'sent';
      socket.write(request, 'latin1');
    }
  }

  /** Resolves when connected. Rejects with the socket's error. */
  open(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#open().once('connect', resolve).once('error', reject);
    });
  }

  /** Gives up the request in flight. */
  close(reason: string): void {
    clearTimeout(this.#timer);
    this.#fail('connection', reason);
    this.#socket?.destroy();
    this.#socket = undefined;
  }

  #open(): Socket {
    const socket = connect({ ...this.#endpoint, noDelay: true });
    this.#socket = socket;
    // Ignores events of a socket that was given up.
    const ifMine = (act: () => void) => () => {
      if (this.#socket === socket) act();
    };
    socket.on('data', (chunk: Buffer) => {
      if (this.#socket === socket) this.#take(chunk.toString('latin1'), false);
    });
    socket.on(
      'end',
      ifMine(() => {
        this.#take('', true);
      }),
    );
    socket.on('error', (error) => {
      if (this.#socket === socket) this.#fail('connection', messageOf(error));
    });
    socket.on(
      'close',
      ifMine(() => {
        this.#fail('connection', 'the server closed the connection');
      }),
    );
    return socket;
  }

  #take(text: string, ended: boolean): void {
    if (this.#underWay !== 'sent') {
      // It closed between two requests, or it sends unexpected data: the next request gets a new connection.
      this.#drop();
      return;
    }
    this.#received = this.#received === '' ? text : this.#received + text;
    try {
      const response = parseResponse(this.#received, ended);
      if (response === undefined) return;
      this.#received = '';
      this.#underWay = undefined;
      if (!response.keepAlive) this.#drop();
      this.#handlers.onAnswer(response);
    } catch (error) {
      if (!(error instanceof InvalidResponse)) throw error;
      this.#fail('connection', error.message);
    }
  }

  #fail(kind: Unanswered['kind'], reason: string): void {
    const sent = this.#underWay === 'sent';
    if (this.#underWay === undefined) {
      if (kind === 'connection') this.#drop();
      return;
    }
    this.#underWay = undefined;
    this.#drop();
    this.#handlers.onUnanswered({ kind, sent, reason });
  }

  #drop(): void {
    this.#received = '';
    this.#socket?.destroy();
    this.#socket = undefined;
  }
}
