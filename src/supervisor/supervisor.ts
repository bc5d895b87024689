import { join } from 'node:path';
import type { ClusterRuntime } from '../cluster/runtime.ts';
import { settingsOf } from '../cluster/settings-of.ts';
import type { SessionFiles } from '../control/session-files.ts';
import type {
  ActionResult,
  KillNodeResult,
  KillResult,
  LogLine,
  LogQuery,
  RestartOptions,
  Session,
  SessionStatus,
  StateChange,
  StatusOptions,
} from '../control/contract.ts';
import { channel } from '../shared/channel.ts';
import { UsageError } from '../shared/errors.ts';
import { clusterName, selectNames, startOrder } from '../topology/order.ts';
import type { Topology } from '../topology/schema.ts';
import { buildInstances, buildMembers, type ManagedInstance } from './build-processes.ts';
import { ClusterWatch } from './cluster-watch.ts';
import { host } from './host.ts';
import { EventLog } from './event-log.ts';
import { assertAllRun, assertMember, assertSignalKnown } from './killable.ts';
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
  async restart(names: string[], { waitUntilSafe = true }: RestartOptions = {}): Promise<ActionResult[]> {
    const selected = this.#select(names);
    const members = selected.filter((process) => this.#members.has(process.name));
    for (const member of members) {
      if (waitUntilSafe && member.pid !== null) await untilSafe(this.#watch, member.name);
      await member.stop();
      await member.start();
    }
    const services = selected.filter((process) => !this.#members.has(process.name));
    await Promise.all(services.map((process) => process.stop()));
    if (services.length > 0) await this.start(services.map(({ name }) => name));
    return selected.map(resultOf);
  }

  async kill(names: string[], signal: NodeJS.Signals): Promise<KillResult[]> {
    const selected = this.#select(names);
    assertSignalKnown(signal, process.platform);
    assertAllRun(selected, signal);
    return Promise.all(selected.map((part) => part.kill(signal)));
  }

  async killNode(member: string | undefined, signal: NodeJS.Signals): Promise<KillNodeResult> {
    if (this.topology.cluster.runtime === 'external') throw refusal('killed');
    if (member !== undefined) assertMember(member, [...this.#members.keys()]);
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
    if (this.topology.cluster.runtime === 'external' && names.some(isMember)) throw refusal('touched');
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

/** How the members of an external cluster are called: all together, or by their addresses. */
function isMember(name: string): boolean {
  return name === clusterName || name.includes(':');
}

function refusal(what: string): UsageError {
  return new UsageError(`the members of an external cluster are not ${what}: distq did not start them`, {
    hint: 'faults of members need a cluster of distq’s own: --runtime jvm or docker',
  });
}

function resultOf({ name, state, pid }: ManagedProcess): ActionResult {
  return { name, state, pid };
}
