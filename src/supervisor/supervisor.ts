import { join } from 'node:path';
import type { ClusterRuntime } from '../cluster/runtime.ts';
import { settingsOf } from '../cluster/settings-of.ts';
import type { SessionFiles } from '../control/session-files.ts';
import type {
  ActionResult,
  KillNodeResult,
  KillResult,
  LineSearch,
  LogLine,
  LogQuery,
  RestartOptions,
  RestartResult,
  Session,
  SessionStatus,
  StateChange,
  StatusOptions,
} from '../control/contract.ts';
import { channel } from '../shared/channel.ts';
import { selectNames, startOrder } from '../topology/order.ts';
import type { Topology } from '../topology/schema.ts';
import { buildInstances, buildMembers, type ManagedInstance } from './build-processes.ts';
import { ClusterWatch } from './cluster-watch.ts';
import { host } from './host.ts';
import { EventLog } from './event-log.ts';
import { isForeignMember, refuseForeign } from './foreign-members.ts';
import { killQueueOwner } from './kill-node.ts';
import type { ManagedProcess } from './managed-process.ts';
import type { LaunchListener } from './process-plan.ts';
import { ProcessLog } from './process-log.ts';
import { untilSafe } from './until-safe.ts';
import { sessionStatus } from './session-status.ts';

export interface SupervisorOptions {
  topology: Topology;
  files: SessionFiles;
  runtime: ClusterRuntime;
  onLaunch: LaunchListener;
  onChange: (change: StateChange) => void;
}

/** Runs one topology: its processes, their order, and the operations of a session on them. */
export class Supervisor implements Session {
  readonly topology: Topology;
  readonly #options: SupervisorOptions;
  readonly #instances: Map<string, ManagedInstance>;
  readonly #members: Map<string, ManagedProcess>;
  readonly #watch: ClusterWatch;
  readonly #events: EventLog;
  readonly #logs: ProcessLog[] = [];
  #onDown: () => void = () => undefined;
  /** Settles when somebody asked for the end of the session. */
  readonly downRequested: Promise<void>;

  constructor(options: SupervisorOptions) {
    this.topology = options.topology;
    this.#options = options;
    this.#events = new EventLog(join(options.files.root, 'events.jsonl'));
    const ownLog = this.#openLog('supervisor');
    this.#watch = new ClusterWatch(settingsOf(options.topology.cluster), (line) => {
      ownLog.append(`${new Date().toISOString()} ${line}\n`);
    });
    const context = {
      topology: options.topology,
      runtime: options.runtime,
      watch: this.#watch,
      openLog: (name: string) => this.#openLog(name),
      on: {
        change: (change: StateChange) => {
          this.#events.record(change);
          options.onChange(change);
        },
        launch: options.onLaunch,
      },
    };
    this.#members = buildMembers(context);
    this.#instances = buildInstances(context);
    this.downRequested = new Promise((resolve) => (this.#onDown = resolve));
  }

  /**
   * Starts everything, each part once what it depends on is ready.
   * @throws NotReadyError of the first part that does not get ready; the caller ends the rest with `stopAll`.
   */
  async startAll(signal: AbortSignal): Promise<void> {
    for (const wave of startOrder(this.topology)) {
      await Promise.all(this.#inWave(wave).map((process) => process.start(signal)));
    }
  }

  /** Ends everything in the reverse of the start order. */
  async stopAll(): Promise<void> {
    for (const wave of startOrder(this.topology).reverse()) {
      // The observer would only complain about every member that ends.
      if (wave.includes('cluster')) await this.#watch.close();
      await Promise.all(this.#inWave(wave).map((process) => process.stop()));
    }
    this.#events.close();
    for (const log of this.#logs) log.close();
  }

  status({ fresh = false }: StatusOptions = {}): Promise<SessionStatus> {
    return sessionStatus({
      fresh,
      session: this.#options.files.session,
      runtime: this.#options.runtime.name,
      topology: this.topology,
      instances: [...this.#instances.values()],
      members: this.#members,
      observer: this.#watch.peek(),
    });
  }

  async start(names: string[]): Promise<ActionResult[]> {
    const selected = new Set(this.#select(names));
    const started: ManagedProcess[] = [];
    for (const wave of startOrder(this.topology)) {
      const processes = this.#inWave(wave).filter((process) => selected.has(process));
      await Promise.all(processes.map((process) => process.start()));
      started.push(...processes);
    }
    return started.map(resultOf);
  }

  async stop(names: string[]): Promise<ActionResult[]> {
    const selected = this.#select(names);
    await Promise.all(selected.map((process) => process.stop()));
    return selected.map(resultOf);
  }

  /**
   * Members are restarted one at a time, services together.
   * @throws NotReadyError if the cluster does not become safe in time; the members after that are left as they are.
   */
  async restart(names: string[], { waitUntilSafe = true }: RestartOptions = {}): Promise<RestartResult[]> {
    const selected = this.#select(names);
    const signalledAt = new Map<string, string | null>();
    const end = async (process: ManagedProcess): Promise<void> => {
      signalledAt.set(process.name, await process.stop());
    };
    const members = selected.filter((process) => this.#members.has(process.name));
    for (const member of members) {
      if (waitUntilSafe && member.pid !== null) await untilSafe(this.#watch, member.name);
      await end(member);
      await member.start();
    }
    const services = selected.filter((process) => !this.#members.has(process.name));
    await Promise.all(services.map(end));
    if (services.length > 0) await this.start(services.map(({ name }) => name));
    return selected.map((process) => ({
      ...resultOf(process),
      signalledAt: signalledAt.get(process.name) ?? null,
    }));
  }

  async kill(names: string[], signal: NodeJS.Signals): Promise<KillResult[]> {
    return Promise.all(this.#select(names).map((process) => process.kill(signal)));
  }

  async killNode(member: string | undefined, signal: NodeJS.Signals): Promise<KillNodeResult> {
    if (this.topology.cluster.runtime === 'external') throw refuseForeign('killed');
    if (member !== undefined) this.#select([member]);
    return killQueueOwner({
      member,
      signal,
      members: this.#members,
      addresses: this.#addresses(),
      watch: this.#watch,
    });
  }

  async *logs(query: LogQuery, signal: AbortSignal): AsyncGenerator<LogLine> {
    const selected = query.names.length === 0 ? this.#all() : this.#select(query.names);
    for (const process of selected) {
      for (const line of process.log.tail(query.tail)) yield { name: process.name, line };
    }
    if (!query.follow) return;
    yield* channel<LogLine>((take) => {
      const ends = selected.map(({ name, log }) =>
        log.onLine((line) => {
          take({ name, line });
        }),
      );
      return () => {
        for (const end of ends) end();
      };
    }, signal);
  }

  async *findLines({ names, containing }: LineSearch, signal: AbortSignal): AsyncGenerator<LogLine> {
    for (const { name, log } of this.#select(names))
      for await (const line of log.linesWith(containing)) {
        signal.throwIfAborted();
        yield { name, line };
      }
  }

  async *events(signal: AbortSignal): AsyncGenerator<StateChange> {
    yield* channel<StateChange>((take) => this.#events.onChange(take), signal);
  }

  down(): Promise<void> {
    this.#onDown();
    return Promise.resolve();
  }

  #all(): ManagedProcess[] {
    return [...[...this.#instances.values()].map(({ process }) => process), ...this.#members.values()];
  }

  #inWave(wave: string[]): ManagedProcess[] {
    const instances = [...this.#instances.values()].filter(({ instance }) => wave.includes(instance.service));
    return [
      ...(wave.includes('cluster') ? this.#members.values() : []),
      ...instances.map(({ process }) => process),
    ];
  }

  #select(names: string[]): ManagedProcess[] {
    if (this.topology.cluster.runtime === 'external' && names.some(isForeignMember))
      throw refuseForeign('touched');
    const { instances, members } = selectNames(this.topology, names);
    const selected = [...instances, ...members].map(
      (name) => this.#members.get(name) ?? this.#instances.get(name)?.process,
    );
    return selected.filter((process) => process !== undefined);
  }

  #addresses(): Map<string, string> {
    return new Map(this.topology.cluster.members.map(({ name, port }) => [name, `${host}:${port}`]));
  }

  #openLog(name: string): ProcessLog {
    const log = new ProcessLog(join(this.#options.files.logs, `${name}.log`));
    this.#logs.push(log);
    return log;
  }
}

function resultOf({ name, state, pid }: ManagedProcess): ActionResult {
  return { name, state, pid };
}
