import type { ClusterLinks } from '../../broker/contract/cluster-links.ts';
import type { ClusterObserver, MemberCounts } from '../../broker/contract/cluster-observer.ts';
import type { MemberStatus, SystemStatus } from '../../control/contract.ts';
import type { BrokerKind } from '../../protocol/broker-kind.ts';
import { clientOf } from '../../topology/client-of.ts';
import type { Instance } from '../../topology/order.ts';
import type { Topology } from '../../topology/topology.ts';
import { host } from '../probes/listen-hosts.ts';
import type { ManagedInstance } from '../plan/build-processes.ts';
import type { ManagedProcess } from '../process/managed-process.ts';
import { schemaVersion } from '../../protocol/schema-version.ts';

export interface StatusSources {
  /** Count items and entries now; otherwise the counts are up to a second old. */
  fresh: boolean;
  session: string;
  broker: BrokerKind;
  runtime: string;
  topology: Topology;
  instances: readonly ManagedInstance[];
  members: ReadonlyMap<string, ManagedProcess>;
  /** undefined: members cannot be cut off. */
  links: ClusterLinks | undefined;
  /** undefined while no client is connected. */
  observer: ClusterObserver | undefined;
  /** Address of the live page; undefined: there is none. */
  page: string | undefined;
}

/** Combines the supervisor's view of its processes with its client's view of the cluster. */
export async function sessionStatus(sources: StatusSources): Promise<SystemStatus> {
  const { topology } = sources;
  const cluster = await clusterView(sources.observer, sources.fresh);
  // distq does not know the members of an external cluster, except those that the client sees.
  const known =
    topology.cluster.runtime === 'external'
      ? cluster.members.map(({ address }) => ({ name: address, address, unmanaged: 'ready' as const }))
      : topology.cluster.members.map(({ name, port }) => ({
          name,
          address: `${host}:${port}`,
          unmanaged: undefined,
        }));
  const members = known.map(({ name, address, unmanaged }): MemberStatus => {
    const process = sources.members.get(name);
    const seen = cluster.members.find((member) => member.address === address);
    const counts = cluster.counts.get(address);
    return {
      name,
      address,
      state: process?.state ?? unmanaged ?? 'pending',
      pid: process?.pid ?? null,
      container: process?.container ?? null,
      uuid: seen?.uuid ?? null,
      version: seen?.version ?? null,
      ownsQueue: cluster.queueOwner === address,
      queue: counts?.queue ?? null,
      map: counts?.map ?? null,
      ...frozenOf(process),
    };
  });
  const client = clientOf(topology);
  const facade = sources.instances.find(({ instance: { service, kind } }) =>
    client === undefined
      ? kind === 'facade-service'
      : service === client.post.service || kind === client.post.service,
  );
  return {
    schemaVersion,
    session: sources.session,
    topology: topology.name,
    broker: sources.broker,
    runtime: sources.runtime,
    delivery: sources.instances.some(({ instance }) => isDelivering(instance)) ? topology.delivery : null,
    clusterName: topology.cluster.name,
    facade: facade === undefined ? null : `http://${host}:${facade.instance.port}`,
    services: sources.instances.map(({ instance, process }) => ({
      name: instance.name,
      service: instance.service,
      kind: instance.kind ?? null,
      state: process.state,
      pid: process.pid,
      port: instance.port,
      restarts: process.restarts,
      ...frozenOf(process),
    })),
    members,
    queue: {
      name: topology.cluster.queue.name,
      size: cluster.queueSize,
      owner: members.find(({ ownsQueue }) => ownsQueue)?.name ?? null,
      backups: topology.cluster.queue.backups,
      maxSize: topology.cluster.queue.maxSize,
    },
    map: { name: topology.cluster.map.name, backups: topology.cluster.map.backups },
    ...linksOf(sources.links),
    ...accessOf(topology),
    ...(client === undefined ? {} : { client }),
    ...(topology.broker === undefined ? {} : { brokerService: topology.broker.kill }),
    ...(sources.page === undefined ? {} : { page: sources.page }),
  };
}

/** Whether the setting `delivery` applies to the instance: a foreign program does not know it. */
function isDelivering({ kind, spec }: Instance): boolean {
  return spec.command === undefined && (kind === 'facade-service' || kind === 'messages-service');
}

function frozenOf(process: ManagedProcess | undefined): { frozen?: true } {
  return process?.isFrozen === true ? { frozen: true } : {};
}

function linksOf(links: ClusterLinks | undefined): Pick<SystemStatus, 'links'> {
  if (links === undefined) return {};
  return { links: links.status().filter(({ cut, slow }) => cut !== undefined || slow !== undefined) };
}

function accessOf({ cluster: { tls, credentials } }: Topology): Pick<SystemStatus, 'access'> {
  return tls === undefined && credentials === undefined ? {} : { access: { tls, credentials } };
}

interface ClusterView {
  members: ReturnType<ClusterObserver['members']>;
  queueOwner: string | undefined;
  queueSize: number | null;
  counts: Map<string, MemberCounts | null>;
}

/** A member may die during the request: unknown values are left out, the rest is shown. */
async function clusterView(observer: ClusterObserver | undefined, fresh: boolean): Promise<ClusterView> {
  const members = observer?.members() ?? [];
  if (observer === undefined || members.length === 0) {
    return { members, queueOwner: undefined, queueSize: null, counts: new Map() };
  }
  const [queueOwner, queueSize, counts] = await Promise.all([
    observer.queueOwner?.().catch(() => undefined),
    observer.queueSize().catch(() => null),
    observer.counts?.({ fresh }).catch(() => undefined),
  ]);
  return { members, queueOwner, queueSize, counts: counts ?? new Map<string, null>() };
}
