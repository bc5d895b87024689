import { join } from 'node:path';
import type { Broker } from '../../broker/contract/broker.ts';
import type { ClusterObserver } from '../../broker/contract/cluster-observer.ts';
import type { SessionFiles } from '../../control/session-files.ts';
import type {
  ActionResult,
  EventQuery,
  KillNodeResult,
  KillResult,
  LinksResult,
  LineSearch,
  LogLine,
  LogQuery,
  RestartOptions,
  RestartResult,
  SessionEvent,
  StateChange,
  StatusOptions,
  SystemOperations,
  SystemStatus,
} from '../../control/contract.ts';
import { NotReadyError } from '../../foundation/errors/errors.ts';
import type { Cut, Slowdown } from '../../protocol/links.ts';
import { settingsOf } from '../../topology/settings-of.ts';
import type { Topology } from '../../topology/topology.ts';
import { buildSessionProcesses } from '../plan/build-session-processes.ts';
import { ClusterWatch } from '../plan/cluster-watch.ts';
import { healLinks, isolateMembers, slowMembers } from '../plan/cut-members.ts';
import { refuseForeign, refuseKnownBroker } from '../plan/foreign-members.ts';
import { assertAllRun, assertMember, assertSignalKnown } from '../plan/killable.ts';
import { killMember } from '../plan/kill-member.ts';
import type { ManagedProcess } from '../process/managed-process.ts';
import { executePlan, executeWholePlan, type Executing } from '../plan/execute-plan.ts';
import { planEnd, planRestart, planStart, planStop } from '../plan/plan.ts';
import type { LaunchListener } from '../process/process-plan.ts';
import { EventLog } from '../logs/event-log.ts';
import { findLines } from '../logs/find-lines.ts';
import { readLogs } from '../logs/read-logs.ts';
import { SessionLogs } from '../logs/session-logs.ts';
import type { SessionProcesses } from '../plan/session-processes.ts';
import { sessionStatus } from './session-status.ts';
import { throwIfLeft } from '../../control/describe-survivors.ts';
import type { ClusterRuntime } from '../../broker/contract/cluster-runtime.ts';

export interface SupervisorOptions {
  topology: Topology;
  files: SessionFiles;
  broker: Broker;
  runtime: ClusterRuntime;
  onLaunch: LaunchListener;
  onChange: (change: StateChange) => void;
  /** Address of the live page; undefined: there is none. */
  pageAddress?: () => string | undefined;
}

/** Runs one topology: its processes, their order, and the operations of a session on them. */
export class Supervisor implements SystemOperations {
  readonly topology: Topology;
  readonly #options: SupervisorOptions;
  readonly #processes: SessionProcesses;
  readonly #watch: ClusterWatch;
  readonly #events: EventLog;
  readonly #logs: SessionLogs;
  #onDown: () => void = () => undefined;
  /** Aborted when everything is being stopped: from then on nothing is started any more. */
  readonly #ending = new AbortController();
  /** Settles when the end of the session is requested. */
  readonly downRequested: Promise<void>;

  constructor(options: SupervisorOptions) {
    this.topology = options.topology;
    this.#options = options;
    this.#events = new EventLog(join(options.files.root, 'events.jsonl'));
    this.#logs = new SessionLogs(options.files.logs);
    const note = (line: string): void => {
      this.#logs.note(line);
    };
    const settings = settingsOf(options.topology.cluster);
    this.#watch = new ClusterWatch((log, signal) => options.broker.observe(settings, log, signal), note);
    this.#processes = buildSessionProcesses(options, {
      watch: this.#watch,
      logs: this.#logs,
      events: this.#events,
    });
    this.downRequested = new Promise((resolve) => (this.#onDown = resolve));
  }

  /**
   * Starts everything, each part after its dependencies are ready.
   * @throws NotReadyError of the first part that does not become ready; the caller ends the rest with `stopAll`
   */
  async startAll(signal: AbortSignal): Promise<void> {
    await executePlan(planStart(this.topology), this.#executing(signal));
  }

  /**
   * Ends everything, members last; actions in progress fail. `assertAllEnded` names what could not be ended.
   * @throws the first failure, after everything else was ended
   */
  async stopAll(): Promise<void> {
    this.#ending.abort(new NotReadyError('the session is ending'));
    try {
      await executeWholePlan(planEnd(this.topology), this.#executing(this.#ending.signal));
    } finally {
      this.#events.close();
      this.#logs.close();
    }
  }

  /**
   * Call this after `stopAll`.
   * @throws NotReadyError that names the parts that still run
   */
  assertAllEnded(): void {
    throwIfLeft(this.#processes.all().flatMap(({ survivors }) => survivors));
  }

  status({ fresh = false }: StatusOptions = {}): Promise<SystemStatus> {
    return sessionStatus({
      fresh,
      session: this.#options.files.session,
      broker: this.#options.broker.kind,
      runtime: this.#options.runtime.name,
      topology: this.topology,
      instances: [...this.#processes.instances.values()],
      members: this.#processes.members,
      links: this.#options.runtime.links?.(),
      observer: this.#watch.peek(),
      page: this.#options.pageAddress?.(),
    });
  }

  /** The supervisor's view of the cluster; undefined while no client is connected. */
  get observer(): ClusterObserver | undefined {
    return this.#watch.peek();
  }

  async start(names: string[]): Promise<ActionResult[]> {
    // Refuses the members of an external cluster.
    this.#processes.select(names);
    const plan = planStart(this.topology, names);
    await executePlan(plan, this.#executing(this.#ending.signal));
    const byName = this.#processes.byName();
    return plan.waves
      .flat()
      .flatMap(({ name }) => byName.get(name) ?? [])
      .map(resultOf);
  }

  async stop(names: string[]): Promise<ActionResult[]> {
    const selected = this.#processes.select(names);
    await executePlan(planStop(this.topology, names), this.#executing(new AbortController().signal));
    return selected.map(resultOf);
  }

  async restart(names: string[], { waitUntilSafe = true }: RestartOptions = {}): Promise<RestartResult[]> {
    const selected = this.#processes.select(names);
    const running = [...this.#processes.members.values()].filter(({ pid }) => pid !== null);
    const awaitSafetyOf = new Set(waitUntilSafe ? running.map(({ name }) => name) : []);
    const plan = planRestart(this.topology, names, awaitSafetyOf);
    const signalledAt = await executePlan(plan, this.#executing(this.#ending.signal));
    return selected.map((process) => ({
      ...resultOf(process),
      signalledAt: signalledAt.get(process.name) ?? null,
    }));
  }

  async kill(names: string[], signal: NodeJS.Signals): Promise<KillResult[]> {
    const selected = this.#processes.select(names);
    assertSignalKnown(signal, process.platform);
    assertAllRun(selected, signal);
    return Promise.all(selected.map((part) => part.kill(signal)));
  }

  async killNode(member: string | undefined, signal: NodeJS.Signals): Promise<KillNodeResult> {
    const { broker, cluster } = this.topology;
    if (broker !== undefined) throw refuseKnownBroker(broker.kill);
    if (cluster.runtime === 'external') throw refuseForeign('killed');
    if (member !== undefined) assertMember(member, [...this.#processes.members.keys()]);
    return killMember({
      member,
      signal,
      members: this.#processes.members,
      addresses: this.#processes.addresses,
      watch: this.#watch,
    });
  }

  async isolate(members: string[], cut: Cut): Promise<LinksResult> {
    return isolateMembers(this.#linked(), members, cut);
  }

  async slow(members: string[], slowdown: Slowdown): Promise<LinksResult> {
    return slowMembers(this.#linked(), members, slowdown);
  }

  heal(members: string[]): Promise<LinksResult> {
    return healLinks(this.#linked(), members);
  }

  logs(query: LogQuery, signal: AbortSignal): AsyncGenerator<LogLine> {
    return readLogs(this.#selectOrAll(query.names), query, signal);
  }

  findLines({ names, containing }: LineSearch, signal: AbortSignal): AsyncGenerator<LogLine> {
    return findLines(this.#processes.select(names), containing, signal);
  }

  events({ names }: EventQuery, signal: AbortSignal): AsyncGenerator<SessionEvent> {
    const followed = this.#selectOrAll(names);
    return this.#events.follow(
      { names: new Set(followed.map(({ name }) => name)), states: () => followed.map(resultOf) },
      signal,
    );
  }

  down(): Promise<void> {
    this.#onDown();
    return Promise.resolve();
  }

  #linked() {
    const links = this.#options.runtime.links?.();
    const services = [...this.#processes.instances.keys()];
    return { links, services, addresses: this.#processes.addresses, watch: this.#watch };
  }

  #executing(signal: AbortSignal): Executing {
    return { processes: this.#processes.byName(), watch: this.#watch, signal };
  }

  #selectOrAll(names: string[]): ManagedProcess[] {
    return names.length === 0 ? this.#processes.all() : this.#processes.select(names);
  }
}

function resultOf({ name, state, pid, survivors }: ManagedProcess): ActionResult {
  return { name, state, pid, ...(survivors.length === 0 ? {} : { survivors: [...survivors] }) };
}
