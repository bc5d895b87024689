import { selectNames } from '../../topology/order.ts';
import type { Topology } from '../../topology/topology.ts';
import type { ManagedInstance } from './build-processes.ts';
import { isForeignMember, refuseForeign } from './foreign-members.ts';
import { host } from '../probes/listen-hosts.ts';
import type { ManagedProcess } from '../process/managed-process.ts';

/** The processes of a session, by their names in the topology. */
export class SessionProcesses {
  readonly instances: ReadonlyMap<string, ManagedInstance>;
  readonly members: ReadonlyMap<string, ManagedProcess>;
  readonly #topology: Topology;

  constructor(
    topology: Topology,
    found: { instances: ReadonlyMap<string, ManagedInstance>; members: ReadonlyMap<string, ManagedProcess> },
  ) {
    this.#topology = topology;
    this.instances = found.instances;
    this.members = found.members;
  }

  /** host:port of each member. */
  get addresses(): Map<string, string> {
    return new Map(this.#topology.cluster.members.map(({ name, port }) => [name, `${host}:${port}`]));
  }

  all(): ManagedProcess[] {
    return [...[...this.instances.values()].map(({ process }) => process), ...this.members.values()];
  }

  byName(): Map<string, ManagedProcess> {
    return new Map(this.all().map((process) => [process.name, process]));
  }

  /**
   * @param names services, instances, members or `cluster`
   * @throws UsageError for an unknown name, and for members of an external cluster
   */
  select(names: readonly string[]): ManagedProcess[] {
    if (this.#topology.cluster.runtime === 'external' && names.some(isForeignMember))
      throw refuseForeign('touched');
    const { instances, members } = selectNames(this.#topology, [...names]);
    const selected = [...instances, ...members].map(
      (name) => this.members.get(name) ?? this.instances.get(name)?.process,
    );
    return selected.filter((process) => process !== undefined);
  }
}
