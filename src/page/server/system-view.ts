import type { ClusterObserver } from '../../broker/contract/cluster-observer.ts';
import type { SessionStatus } from '../../control/contract.ts';
import type { MemberView, ProcessView, SystemView } from '../wire/page-state.ts';
import { residentBytes } from '../../foundation/processes/resident-bytes.ts';

/** The status of a session as the page shows it, with what the status does not tell: memory, and whether the cluster is safe. */
export async function systemView(
  status: SessionStatus,
  cluster: Pick<ClusterObserver, 'isSafe'> | undefined,
): Promise<SystemView> {
  const { session, topology, runtime, delivery, queue, members } = status;
  const [safe, processes] = await Promise.all([
    cluster === undefined ? null : cluster.isSafe().catch(() => null),
    Promise.all(processesOf(status).map(withMemory)),
  ]);
  return {
    session,
    topology,
    runtime,
    delivery,
    processes,
    members: members.map(({ name, address, ownsQueue, queue: items, map }): MemberView => ({
      name,
      address,
      ownsQueue,
      queue: items,
      map,
    })),
    queue: { name: queue.name, size: queue.size, owner: queue.owner },
    safe,
    heldBy:
      status.run === null ? null : `${status.run.what} runs in this session (process ${status.run.pid})`,
  };
}

type KnownProcess = Omit<ProcessView, 'memoryBytes'>;

function processesOf({ services, members }: SessionStatus): KnownProcess[] {
  return [
    ...members.map(({ name, state, pid, address }) => ({
      name,
      kind: null,
      isMember: true,
      state,
      pid,
      port: Number(address.slice(address.lastIndexOf(':') + 1)),
      restarts: null,
    })),
    ...services.map(({ name, kind, state, pid, port, restarts }) => ({
      name,
      kind,
      isMember: false,
      state,
      pid,
      port,
      restarts,
    })),
  ];
}

async function withMemory(process: KnownProcess): Promise<ProcessView> {
  return { ...process, memoryBytes: process.pid === null ? null : await residentBytes(process.pid) };
}
