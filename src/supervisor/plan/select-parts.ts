import { clusterName, instancesOf, selectNames, startOrder } from '../../topology/order.ts';
import type { Topology } from '../../topology/topology.ts';

export interface Part {
  /** Instance or member. */
  name: string;
  /** Its service, or `cluster`; dependencies name this group. */
  group: string;
  /** The reason for the operation, for people. */
  cause: string;
}

/** The selected parts in start order; no wave is empty. */
export interface SelectedParts {
  topology: Topology;
  waves: Part[][];
}

/** Causes: `all` if everything is selected, `one` if a part is named itself, `group` if its group is named. */
const words = {
  start: { all: 'wanted by up', one: 'wanted by start', group: 'started with' },
  stop: { all: 'end of the session', one: 'wanted by stop', group: 'stopped with' },
  restart: { all: 'wanted by restart', one: 'wanted by restart', group: 'restarted with' },
} as const;

/**
 * Selects the parts by name.
 * @param names services, instances, members or `cluster`; undefined: all
 * @throws UsageError for an unknown name
 */
export function selectParts(
  topology: Topology,
  names: readonly string[] | undefined,
  action: keyof typeof words,
): SelectedParts {
  const order = startOrder(topology);
  const { instances, members } = selectNames(topology, names ?? order.flat());
  const selected = new Set([...instances, ...members]);
  const { all, one, group: withGroup } = words[action];
  const causeOf = (name: string, group: string): string => {
    if (names === undefined) return all;
    return names.includes(name) ? one : `${withGroup} ${group}`;
  };
  const waves = order.map((groups) =>
    partsOf(topology, groups)
      .filter(({ name }) => selected.has(name))
      .map(({ name, group }) => ({ name, group, cause: causeOf(name, group) })),
  );
  return { topology, waves: waves.filter((wave) => wave.length > 0) };
}

/** The members, then the instances in the order of the file. */
function partsOf(topology: Topology, groups: readonly string[]): Omit<Part, 'cause'>[] {
  const members = groups.includes(clusterName) ? topology.cluster.members : [];
  return [
    ...members.map(({ name }) => ({ name, group: clusterName })),
    ...instancesOf(topology)
      .filter(({ service }) => groups.includes(service))
      .map(({ name, service }) => ({ name, group: service })),
  ];
}
