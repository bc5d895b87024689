import { clusterName, isForeign } from '../../topology/order.ts';
import type { Topology } from '../../topology/topology.ts';
import { selectParts, type Part, type SelectedParts } from './select-parts.ts';

/** One operation of a plan. Executing it needs no further decision. */
export interface PlannedOperation {
  /**
   * `start`: until it is ready; `stop`: until it has ended; `end`: the same for a part that nobody needs any more;
   * `await-safety`: until every partition has its backups; `disconnect`: the supervisor's own client leaves the cluster.
   */
  operation: 'start' | 'stop' | 'end' | 'await-safety' | 'disconnect';
  /** Instance or member; `cluster` for `disconnect`. */
  name: string;
  /** The reason, for people. */
  cause: string;
}

/** Waves follow each other; the operations of one wave run at the same time. */
export interface Plan {
  waves: PlannedOperation[][];
}

/**
 * Starts each part after the parts that it depends on are ready. Only among our own services it does not wait: they
 * start together, and each of them waits itself for what it needs.
 * @throws UsageError for an unknown name
 */
export function planStart(topology: Topology, names?: readonly string[]): Plan {
  const { waves } = selectParts(withoutOwnOrder(topology), names, 'start');
  return { waves: startWaves({ topology, waves }) };
}

/** The topology without the dependencies of our services on each other: they wait themselves for what they need. */
function withoutOwnOrder(topology: Topology): Topology {
  const { services } = topology;
  const isOurs = (name: string): boolean => {
    const spec = services[name];
    return spec !== undefined && !isForeign(spec);
  };
  const waited = Object.entries(services).map(([name, spec]) => {
    const dependsOn = spec.dependsOn.filter((need) => !(isOurs(name) && isOurs(need)));
    return [name, { ...spec, dependsOn }] as const;
  });
  return { ...topology, services: Object.fromEntries(waited) };
}

/** Stops each part after the parts that depend on it have ended. @throws UsageError for an unknown name */
export function planStop(topology: Topology, names: readonly string[]): Plan {
  return { waves: stopWaves(selectParts(topology, names, 'stop')) };
}

/**
 * Ends everything. Our services end together, because none of them needs another one to end. The supervisor's client
 * leaves the cluster with the last parts before the members; otherwise it would report each member that ends.
 */
export function planEnd(topology: Topology): Plan {
  const members = new Set(topology.cluster.members.map(({ name }) => name));
  const waves = stopWaves(selectParts(withoutOwnOrder(topology), undefined, 'stop')).map((wave) =>
    wave.map((one): PlannedOperation => (members.has(one.name) ? { ...one, operation: 'end' } : one)),
  );
  const firstOfMembers = waves.findIndex((wave) => wave.some(({ operation }) => operation === 'end'));
  const leave = (cause: string): PlannedOperation => ({ operation: 'disconnect', name: clusterName, cause });
  if (firstOfMembers === -1) return { waves: [...waves, [leave('no service is left')]] };
  const leaving = leave('the members end next');
  const [before, rest] = [waves.slice(0, firstOfMembers), waves.slice(firstOfMembers)];
  const last = before.pop() ?? [];
  return { waves: [...before, [...last, leaving], ...rest] };
}

/**
 * Restarts the members one at a time, then stops and starts the services in order. Parts that depend on them keep
 * running.
 * @param awaitSafetyOf members; before one of these is stopped, the cluster must be safe
 * @throws UsageError for an unknown name
 */
export function planRestart(
  topology: Topology,
  names: readonly string[],
  awaitSafetyOf: ReadonlySet<string>,
): Plan {
  const selected = selectParts(topology, names, 'restart');
  const members = selected.waves.flat().filter(isMember);
  const services = {
    topology,
    waves: selected.waves
      .map((wave) => wave.filter((part) => !isMember(part)))
      .filter((wave) => wave.length > 0),
  };
  return {
    waves: [
      ...members.flatMap((part) => restartMember(part, awaitSafetyOf.has(part.name))),
      ...stopWaves(services),
      ...startWaves(services),
    ],
  };
}

function restartMember({ name, cause }: Part, awaitsSafety: boolean): PlannedOperation[][] {
  const restart: PlannedOperation[][] = [
    [{ operation: 'stop', name, cause }],
    [{ operation: 'start', name, cause }],
  ];
  if (!awaitsSafety) return restart;
  return [
    [{ operation: 'await-safety', name, cause: 'only data with a backup survives its stop' }],
    ...restart,
  ];
}

function startWaves({ topology, waves }: SelectedParts): PlannedOperation[][] {
  const groups = new Set(waves.flat().map(({ group }) => group));
  return waves.map((wave) =>
    wave.map(({ name, group, cause }) => {
      const needs = (topology.services[group]?.dependsOn ?? []).filter((need) => groups.has(need));
      return { operation: 'start', name, cause: withReason(cause, 'depends on', needs) };
    }),
  );
}

function stopWaves({ topology, waves }: SelectedParts): PlannedOperation[][] {
  const groups = new Set(waves.flat().map(({ group }) => group));
  return [...waves].reverse().map((wave) =>
    wave.map(({ name, group, cause }) => {
      const dependents = Object.entries(topology.services)
        .filter(([service, { dependsOn }]) => groups.has(service) && dependsOn.includes(group))
        .map(([service]) => service);
      return { operation: 'stop', name, cause: withReason(cause, 'needed by', dependents) };
    }),
  );
}

function withReason(cause: string, relation: string, groups: readonly string[]): string {
  return groups.length === 0 ? cause : `${cause}; ${relation} ${groups.join(', ')}`;
}

function isMember({ group }: Part): boolean {
  return group === clusterName;
}
