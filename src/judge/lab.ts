import type { Session, SessionStatus } from '../control/contract.ts';
import { NotReadyError } from '../foundation/errors/errors.ts';
import { waitFor } from '../foundation/async/wait-for.ts';
import { postMessages } from '../posting/post-messages.ts';
import { readSets } from '../system/contract/read-sets.ts';
import type { System } from '../system/contract/system.ts';
import { postProblem, type Answered } from './description-problem.ts';
import { KeptShowings } from './kept-showings.ts';
import type { MessageFindings, Sent } from './message-findings.ts';
import { receivedFindings } from './message-findings.ts';
import type { Roles } from './roles.ts';
import { uniqueTexts } from './texts.ts';

const postTimeoutMs = 20_000;
const pollMs = 250;
/** A duplicate may follow its message. */
const quietMs = 800;
const defaultDrainMs = 20_000;
/** So many posts show whether the system understands them. */
const firstPosts = 3;

interface LabOptions {
  session: Session;
  system: System;
  facade: URL;
  roles: Roles;
  /** Number of members that distq started. */
  memberCount: number;
  /** The service that is killed as owner of the queue; undefined: a member is. */
  brokerService: string | undefined;
  /** The answers to GETs so far; grows while the system is asked. */
  answers: readonly Answered[];
  signal: AbortSignal;
}

/** A running system under judgement, and what it has shown so far. */
export class Lab {
  readonly session: Session;
  readonly system: System;
  readonly facade: URL;
  readonly roles: Roles;
  readonly memberCount: number;
  readonly brokerService: string | undefined;
  readonly answers: readonly Answered[];
  readonly signal: AbortSignal;
  /** What the consumers showed. */
  readonly shown = new KeptShowings();
  readonly nextText: () => string;
  #hasAcknowledged = false;

  constructor({ session, system, facade, roles, answers, signal, ...broker }: LabOptions) {
    this.session = session;
    this.system = system;
    this.facade = facade;
    this.roles = roles;
    this.memberCount = broker.memberCount;
    this.brokerService = broker.brokerService;
    this.answers = answers;
    this.signal = signal;
    this.nextText = uniqueTexts(system.tokens);
  }

  /** How long acknowledged messages may take to be received, in ms. */
  get drainMs(): number {
    return this.system.drainMs ?? defaultDrainMs;
  }

  status(): Promise<SessionStatus> {
    return this.session.status({ fresh: true });
  }

  /**
   * Posts unique messages one after another, each once.
   * @param onPosted called after each outcome
   * @throws WrongDescriptionError if the system does not understand the first posts
   */
  async post(count: number, onPosted: (sent: Sent) => void = () => undefined): Promise<Sent[]> {
    if (this.#hasAcknowledged || count <= firstPosts) return this.#post(count, onPosted);
    const first = await this.#post(firstPosts, onPosted);
    return [...first, ...(await this.#post(count - firstPosts, onPosted))];
  }

  async #post(count: number, onPosted: (sent: Sent) => void): Promise<Sent[]> {
    const sent: Sent[] = [];
    await postMessages({
      system: this.system,
      url: this.facade,
      messages: Array.from({ length: count }, this.nextText),
      concurrency: 1,
      timeoutMs: postTimeoutMs,
      signal: this.signal,
      onPosted: ({ msg, kind, status, reason }) => {
        const one = { text: msg, kind, status, reason };
        sent.push(one);
        if (kind === 'acknowledged') this.#hasAcknowledged = true;
        onPosted(one);
      },
    });
    this.signal.throwIfAborted();
    const problem = this.#hasAcknowledged
      ? undefined
      : postProblem(sent, this.system.postAddress(this.facade));
    if (problem !== undefined) throw problem;
    return sent;
  }

  /** Asks each running consumer once. @throws NotReadyError if one does not answer */
  async readReceived(): Promise<Record<string, string[]>> {
    const { received } = this.system;
    if (received === undefined) return {};
    const sets = await readSets(received, await this.session.status(), this.signal);
    const texts = Object.fromEntries(
      Object.entries(sets).map(([name, refs]) => [name, refs.map(({ msg }) => msg)]),
    );
    this.shown.add(texts);
    return texts;
  }

  /**
   * Waits until the consumers have shown every acknowledged message and nothing more comes.
   * @param timeoutMs default: as long as the system says that it may take
   * @throws NotReadyError if a consumer does not answer at the end
   */
  async settle(sent: readonly Sent[], timeoutMs = this.drainMs): Promise<MessageFindings> {
    const wanted = new Set(sent.filter(({ kind }) => kind === 'acknowledged').map(({ text }) => text));
    let total = -1;
    let sinceMs = performance.now();
    await waitFor({
      what: 'the messages',
      timeoutMs,
      intervalMs: pollMs,
      signal: this.signal,
      probe: async () => {
        await this.readReceived();
        const now = this.shown.progress(wanted);
        if (now.total !== total || now.found < wanted.size) sinceMs = performance.now();
        total = now.total;
        return performance.now() - sinceMs >= quietMs ? true : undefined;
      },
    }).catch(async (error: unknown) => {
      if (!(error instanceof NotReadyError)) throw error;
      await this.readReceived();
    });
    return receivedFindings(sent, this.shown.showings);
  }
}
