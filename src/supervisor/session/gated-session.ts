import type {
  EventQuery,
  LineSearch,
  LogQuery,
  RestartOptions,
  RunClaim,
  RunHolder,
  Session,
  SessionStatus,
  StatusOptions,
  SystemOperations,
} from '../../control/contract.ts';
import type { Cut, Slowdown } from '../../protocol/links.ts';
import type { RunGate } from './run-gate.ts';

/** The session as one caller sees it: actions are refused while the run of another caller holds the session. */
export class GatedSession implements Session {
  readonly #system: SystemOperations;
  readonly #gate: RunGate;
  #claim: string | undefined;

  /** @param claim of the caller's run */
  constructor(system: SystemOperations, gate: RunGate, claim?: string) {
    this.#system = system;
    this.#gate = gate;
    this.#claim = claim;
  }

  async status(options?: StatusOptions): Promise<SessionStatus> {
    return { ...(await this.#system.status(options)), run: this.#gate.run };
  }

  claim(run: Pick<RunHolder, 'what' | 'pid'>): Promise<RunClaim> {
    const claim = this.#gate.claim(run);
    this.#claim = claim.id;
    return Promise.resolve(claim);
  }

  start(names: string[]) {
    return this.#act('start', () => this.#system.start(names));
  }

  stop(names: string[]) {
    return this.#act('stop', () => this.#system.stop(names));
  }

  restart(names: string[], options?: RestartOptions) {
    return this.#act('restart', () => this.#system.restart(names, options));
  }

  kill(names: string[], signal: NodeJS.Signals) {
    return this.#act('kill', () => this.#system.kill(names, signal));
  }

  killNode(member: string | undefined, signal: NodeJS.Signals) {
    return this.#act('kill-node', () => this.#system.killNode(member, signal));
  }

  isolate(members: string[], cut: Cut) {
    return this.#act('isolate', () => this.#system.isolate(members, cut));
  }

  slow(members: string[], slowdown: Slowdown) {
    return this.#act('slow', () => this.#system.slow(members, slowdown));
  }

  heal(members: string[]) {
    return this.#act('heal', () => this.#system.heal(members));
  }

  logs(query: LogQuery, signal: AbortSignal) {
    return this.#system.logs(query, signal);
  }

  findLines(search: LineSearch, signal: AbortSignal) {
    return this.#system.findLines(search, signal);
  }

  events(query: EventQuery, signal: AbortSignal) {
    return this.#system.events(query, signal);
  }

  down(): Promise<void> {
    return this.#system.down();
  }

  #act<T>(name: string, work: () => Promise<T>): Promise<T> {
    return this.#gate.act(this.#claim, name, work);
  }
}
