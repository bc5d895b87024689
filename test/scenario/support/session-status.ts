import type { ServiceKind } from '../../../src/protocol/service-kind.ts';
import type { MemberStatus, ServiceStatus, SessionStatus } from '../../../src/control/contract.ts';

interface Options {
  owner?: string | null;
  /** Names of processes that do not run. */
  down?: readonly string[];
  /** The only ones that run, and their pids. */
  only?: Readonly<Record<string, number>>;
  /** Names of services of kind messages-service, of two instances each. */
  consumers?: readonly string[];
}

/** The lab as its supervisor tells of it. */
export function labStatus({
  owner = 'hazelcast-node2',
  down = [],
  only,
  consumers = ['messages-service'],
}: Options = {}): SessionStatus {
  const pidOf = (name: string, pid: number) => {
    if (only !== undefined) return only[name] ?? null;
    return down.includes(name) ? null : pid;
  };
  const service = (
    kind: ServiceKind,
    count: number,
    firstPid: number,
    name: string = kind,
  ): ServiceStatus[] =>
    Array.from({ length: count }, (_, index) => {
      const instance = `${name}-${index + 1}`;
      const pid = pidOf(instance, firstPid + index);
      const state = pid === null ? 'exited' : 'ready';
      return { name: instance, service: name, kind, state, pid, port: 8_000 + firstPid + index, restarts: 0 };
    });
  const member = (number: number): MemberStatus => {
    const name = `hazelcast-node${number}`;
    const pid = pidOf(name, 100 + number);
    return {
      name,
      address: `127.0.0.1:${5_700 + number}`,
      state: pid === null ? 'exited' : 'ready',
      pid,
      uuid: null,
      version: '5.7.0',
      ownsQueue: name === owner,
      queue: null,
      map: null,
    };
  };
  return {
    schemaVersion: 2,
    session: 'default',
    topology: 'lab',
    broker: 'hazelcast',
    runtime: 'jvm',
    delivery: 'raw',
    run: null,
    clusterName: 'distributed-queue-cluster',
    facade: 'http://127.0.0.1:8080',
    services: [
      ...service('config-server', 1, 10),
      ...service('logging-service', 3, 20),
      ...consumers.flatMap((name, index) => service('messages-service', 2, 30 + 2 * index, name)),
      ...service('facade-service', 1, 40),
    ],
    members: [1, 2, 3].map(member),
    queue: { name: 'message-distributed-queue', size: 0, owner, backups: 1, maxSize: 0 },
    map: { name: 'message-distributed-map', backups: 1 },
  };
}
