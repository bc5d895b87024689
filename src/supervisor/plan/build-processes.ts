import type { StateChange } from '../../control/contract.ts';
import { instancesOf, isForeign, type Instance } from '../../topology/order.ts';
import type { Topology } from '../../topology/topology.ts';
import { host } from '../probes/listen-hosts.ts';
import type { ClusterWatch } from './cluster-watch.ts';
import { findConfigServer } from './find-config-server.ts';
import { ManagedProcess } from '../process/managed-process.ts';
import { memberPlan } from './member-plan.ts';
import type { ProcessLog } from '../logs/process-log.ts';
import type { LaunchListener } from '../process/process-plan.ts';
import { servicePlan } from './service-plan.ts';
import { whenOrphaned } from '../process/when-orphaned.ts';
import type { ClusterRuntime } from '../../broker/contract/cluster-runtime.ts';

interface ProcessContext {
  topology: Topology;
  runtime: ClusterRuntime;
  watch: ClusterWatch;
  /** Path of the session record. */
  record: string;
  openLog: (name: string) => ProcessLog;
  on: { change: (change: StateChange) => void; launch: LaunchListener };
}

/** The members of the topology; none is started. */
export function buildMembers(context: ProcessContext): Map<string, ManagedProcess> {
  const { topology, runtime, watch, openLog, on } = context;
  const members = new Map<string, ManagedProcess>();
  const isColdStart = (): boolean =>
    ![...members.values()].some(({ state }) => state === 'ready' || state === 'unhealthy');
  for (const member of topology.cluster.members) {
    const log = openLog(member.name);
    const plan = memberPlan(member, log, {
      runtime,
      watch,
      isColdStart,
    });
    members.set(member.name, new ManagedProcess(plan, log, on));
  }
  return members;
}

export interface ManagedInstance {
  instance: Instance;
  process: ManagedProcess;
}

/** The instances of the services; none is started. */
export function buildInstances({
  topology,
  record,
  openLog,
  on,
}: ProcessContext): Map<string, ManagedInstance> {
  const configServer = findConfigServer(topology);
  const configServerUrl = configServer === undefined ? '' : `http://${host}:${configServer.port}`;
  return new Map(
    instancesOf(topology).map((instance) => {
      const log = openLog(instance.name);
      const orphaned = isForeign(instance.spec) ? {} : whenOrphaned(record);
      const plan = servicePlan(instance, topology, { configServer: configServerUrl, log, orphaned });
      return [instance.name, { instance, process: new ManagedProcess(plan, log, on) }];
    }),
  );
}
