import type { SessionStatus } from '../../control/contract.ts';
import type { MemberView, ProcessView, SystemView } from '../wire/page-state.ts';
import { isolatedMembers } from './isolated-members.ts';

/** What the page knows besides the status. */
export interface KnownBesides {
  owner: string | null;
  safe: boolean | null;
  /** Resident bytes by pid; null: the operating system does not tell. */
  memory: ReadonlyMap<number, number | null>;
  /** Number of owned partitions by address of the member. */
  partitions: ReadonlyMap<string, number>;
}

/** The status of a session as the page shows it. */
export function systemView(
  status: SessionStatus,
  { owner, safe, memory, partitions }: KnownBesides,
): SystemView {
  const { session, topology, runtime, delivery, queue, members, links, facade, run } = status;
  const names = members.map(({ name }) => name);
  const isolated = isolatedMembers(names, links ?? []);
  return {
    session,
    topology,
    runtime,
    delivery,
    processes: processesOf(status).map((process) => ({
      ...process,
      memoryBytes: process.pid === null ? null : (memory.get(process.pid) ?? null),
    })),
    members: members.map(({ name, address, queue: items, map }): MemberView => ({
      name,
      address,
      ownsQueue: name === owner,
      partitions: partitions.get(address) ?? null,
      isolated: isolated.has(name),
      queue: items,
      map,
    })),
    queue: { name: queue.name, size: queue.size, owner },
    safe,
    canIsolate: links !== undefined,
    canPost: facade !== null,
    heldBy: run === null ? null : `${run.what} runs in this session (process ${run.pid})`,
  };
}

function processesOf({ services, members }: SessionStatus): Omit<ProcessView, 'memoryBytes'>[] {
  return [
    ...members.map(({ name, state, pid, address, frozen = false }) => ({
      name,
      kind: null,
      isMember: true,
      state,
      pid,
      port: Number(address.slice(address.lastIndexOf(':') + 1)),
      restarts: null,
      frozen,
    })),
    ...services.map(({ name, kind, state, pid, port, restarts, frozen = false }) => ({
      name,
      kind,
      isMember: false,
      state,
      pid,
      port,
      restarts,
      frozen,
    })),
  ];
}
