import { didYouMean } from '../foundation/text/closest-name.ts';
import { UsageError } from '../foundation/errors/errors.ts';
import { serviceKinds, type ServiceKind } from '../protocol/service-kind.ts';
import type { ServiceSpec, Topology } from './topology.ts';

/** The name of the Hazelcast members in `dependsOn` and in the start order. */
export const clusterName = 'cluster';

/**
 * The services and `cluster` in waves: everything in a wave may start in parallel when the wave before is ready. The
 * stop order is the reverse.
 * @throws Error for a cycle or an unknown dependency, which a valid topology does not have
 */
export function startOrder(topology: Topology): string[][] {
  const waiting = new Map<string, readonly string[]>([
    [clusterName, []],
    ...Object.entries(topology.services).map(([name, spec]) => [name, spec.dependsOn] as const),
  ]);
  const waves: string[][] = [];
  const started = new Set<string>();
  while (waiting.size > 0) {
    const wave = [...waiting].filter(([, needs]) => needs.every((need) => started.has(need)));
    if (wave.length === 0) throw new Error(`no start order for ${[...waiting.keys()].join(', ')}`);
    for (const [name] of wave) {
      waiting.delete(name);
      started.add(name);
    }
    waves.push(wave.map(([name]) => name));
  }
  return waves;
}

/** One process of a service. */
export interface Instance {
  /** SERVICE-N, numbered from 1. */
  name: string;
  service: string;
  /** Its kind: one of distq's services, or a foreign program (`spec.command`) in its place. */
  kind: ServiceKind | undefined;
  port: number;
  spec: ServiceSpec;
}

/** Every instance, in the order of the file. */
export function instancesOf(topology: Topology): Instance[] {
  return Object.entries(topology.services).flatMap(([service, spec]) =>
    spec.ports.map((port, index) => ({
      name: instanceName(service, index),
      service,
      kind: kindOf(service, spec),
      port,
      spec,
    })),
  );
}

/** @param index counts from 0 */
export function instanceName(service: string, index: number): string {
  return `${service}-${index + 1}`;
}

/** The kind of a service, whichever program it is; default: its own name. */
export function kindOf(service: string, spec: Pick<ServiceSpec, 'kind'>): ServiceKind | undefined {
  return spec.kind ?? serviceKinds.find((kind) => kind === service);
}

/** Whether it is a foreign program. */
export function isForeign(spec: Pick<ServiceSpec, 'command'>): boolean {
  return spec.command !== undefined;
}

/** Every member and instance by name, in start order. */
export function partNames(topology: Topology): string[] {
  const instances = instancesOf(topology);
  return startOrder(topology)
    .flat()
    .flatMap((part) =>
      part === clusterName ? topology.cluster.members : instances.filter(({ service }) => service === part),
    )
    .map(({ name }) => name);
}

/** Names of instances and members. */
export interface Selection {
  instances: string[];
  members: string[];
}

/**
 * The parts that names on the command line select, each once, in the order of the file: an instance, all instances of a
 * service, a member, or every member for `cluster`.
 * @throws UsageError for the first unknown name, with the valid ones
 */
export function selectNames(topology: Topology, names: readonly string[]): Selection {
  const wanted = new Set(names);
  const { members } = topology.cluster;
  const instances = instancesOf(topology);
  const valid = [
    ...Object.keys(topology.services),
    ...instances.map(({ name }) => name),
    clusterName,
    ...members.map(({ name }) => name),
  ];
  for (const name of wanted) {
    if (valid.includes(name)) continue;
    throw new UsageError(`no service, instance or member is called "${name}"${didYouMean(name, valid)}`, {
      hint: `valid names: ${valid.join(', ')}`,
    });
  }
  return {
    instances: instances
      .filter(({ name, service }) => wanted.has(name) || wanted.has(service))
      .map(({ name }) => name),
    members: members.map(({ name }) => name).filter((name) => wanted.has(name) || wanted.has(clusterName)),
  };
}
