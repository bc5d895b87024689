import type { BrokerKind } from '../../protocol/broker-kind.ts';
import type { ClusterSettings } from '../../protocol/cluster-settings.ts';
import type { RuntimeName } from '../../topology/cluster-schema.ts';
import type { ClusterSpec } from '../../topology/topology.ts';
import type { ClusterObserver } from './cluster-observer.ts';
import type { ClusterRuntime, RuntimeOptions } from './cluster-runtime.ts';
import type { MachineInspection } from './machine-need.ts';
import type { ChosenRuntime, RuntimeChoice } from './runtime-choice.ts';

export interface MachineAccess {
  env: NodeJS.ProcessEnv;
  signal?: AbortSignal | undefined;
}

/** `because` is undefined where the runtime was asked for by name. */
export type RuntimeDecision = RuntimeChoice | { runtime: ChosenRuntime; because: undefined };

/** What a member's client tells of its connection, for a log. */
export type ClusterLog = (level: 'info' | 'warn' | 'error', message: string) => void;

/** `graceful`: it handed over what it held before it left; `abrupt`: the others had to take over. */
export type Departure = 'graceful' | 'abrupt';

/** One product that holds the queue: how its members are run, observed and understood. Nothing outside its room knows the product. */
export interface Broker {
  readonly kind: BrokerKind;
  /** The product's name, for people. */
  readonly product: string;
  /** The runtime that a name stands for on this machine. @throws the signal's reason if aborted */
  chooseRuntime(name: RuntimeName, cluster: ClusterSpec, access: MachineAccess): Promise<RuntimeDecision>;
  /** What the machine lacks is only found when the runtime is prepared. */
  createRuntime(runtime: ChosenRuntime, cluster: ClusterSpec, options: RuntimeOptions): ClusterRuntime;
  /** What a member runs as, in a few words. */
  describeMember(cluster: ClusterSpec, runtime: ChosenRuntime): string;
  /** Looks for what the members need on this machine. Starts nothing and downloads nothing. */
  inspectMachine(cluster: ClusterSpec, env: NodeJS.ProcessEnv): Promise<MachineInspection>;
  /** Loads what `observe` needs, which takes a while, so that it need not be loaded later. Absent: that is nothing. */
  loadClient?(): Promise<void>;
  /**
   * Connects a client that only observes.
   * @throws NotReadyError if no member lets it in within 30 s, or the signal's reason if aborted
   */
  observe(settings: ClusterSettings, log: ClusterLog, signal?: AbortSignal): Promise<ClusterObserver>;
  /**
   * Addresses of the members that one member sees, which it tells a client of its own. Two members that answer differently are on
   * different sides of a split. Absent: members do not tell.
   * @param address of the member that is asked, host:port
   * @throws NotReadyError if it does not let the client in within some seconds; the signal's reason if aborted
   */
  membersSeenBy?(settings: ClusterSettings, address: string, signal?: AbortSignal): Promise<string[]>;
  /**
   * How a member left, from log lines of the others that name it by its UUID; undefined while none of them tells. Absent: members do
   * not log it.
   */
  departureIn?(lines: readonly string[]): Departure | undefined;
}
