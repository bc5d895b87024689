import { startOrder } from '../../topology/order.ts';
import type { Topology } from '../../topology/topology.ts';
import type { ClusterWatch } from './cluster-watch.ts';
import type { ManagedProcess } from '../process/managed-process.ts';
import type { SessionProcesses } from './session-processes.ts';
import { untilSafe } from './await-safety.ts';

/** By name, when each was told to end (ISO 8601); null of what did not run. */
export type SignalledAt = Map<string, string | null>;

interface Session {
  topology: Topology;
  processes: SessionProcesses;
  watch: ClusterWatch;
}

/** Starts and stops some processes of a session in the order of its topology. */
export class OrderedActions {
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
  }

  /** Each once what it depends on is ready. @returns them in that order */
  async start(selected: readonly ManagedProcess[], signal: AbortSignal): Promise<ManagedProcess[]> {
    const waves = this.#waves(selected);
    for (const wave of waves) await Promise.all(wave.map((process) => process.start(signal)));
    return waves.flat();
  }

  /** What depends on others ends before them. */
  async stop(selected: readonly ManagedProcess[]): Promise<SignalledAt> {
    const signalledAt: SignalledAt = new Map();
    for (const wave of this.#waves(selected).reverse())
      await Promise.all(wave.map(async (process) => signalledAt.set(process.name, await process.stop())));
    return signalledAt;
  }

  /**
   * Members are restarted one at a time, then the services, which are stopped and started in order.
   * @throws NotReadyError if the cluster does not become safe in time; the members after that are left as they are.
   */
  async restart(
    selected: readonly ManagedProcess[],
    { waitUntilSafe, signal }: { waitUntilSafe: boolean; signal: AbortSignal },
  ): Promise<SignalledAt> {
    const { processes, watch } = this.#session;
    const signalledAt: SignalledAt = new Map();
    for (const member of selected.filter(({ name }) => processes.members.has(name))) {
      if (waitUntilSafe && member.pid !== null) await untilSafe(watch, member.name, signal);
      signal.throwIfAborted();
      signalledAt.set(member.name, await member.stop());
      await member.start(signal);
    }
    const services = selected.filter(({ name }) => !processes.members.has(name));
    for (const [name, at] of await this.stop(services)) signalledAt.set(name, at);
    await this.start(services, signal);
    return signalledAt;
  }

  #waves(selected: readonly ManagedProcess[]): ManagedProcess[][] {
    const { topology, processes } = this.#session;
    return startOrder(topology).map((wave) =>
      processes.inWave(wave).filter((process) => selected.includes(process)),
    );
  }
}
