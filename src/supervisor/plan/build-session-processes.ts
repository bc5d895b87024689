import type { ClusterRuntime } from '../../broker/contract/cluster-runtime.ts';
import type { StateChange } from '../../control/contract.ts';
import type { SessionFiles } from '../../control/session-files.ts';
import { messageOf } from '../../foundation/errors/errors.ts';
import type { RunningProcess } from '../../foundation/processes/process.ts';
import type { Topology } from '../../topology/topology.ts';
import type { EventLog } from '../logs/event-log.ts';
import type { SessionLogs } from '../logs/session-logs.ts';
import { buildInstances, buildMembers } from './build-processes.ts';
import type { ClusterWatch } from './cluster-watch.ts';
import { SessionProcesses } from './session-processes.ts';
import type { LaunchListener, ProcessPlan, Start } from '../process/process-plan.ts';

interface BuildOptions {
  topology: Topology;
  files: Pick<SessionFiles, 'record'>;
  runtime: ClusterRuntime;
  onLaunch: LaunchListener;
  onChange: (change: StateChange) => void;
}

interface Listening {
  watch: ClusterWatch;
  logs: SessionLogs;
  events: EventLog;
}

/** The processes of a session, with their logs, and their changes as events; none is started. */
export function buildSessionProcesses(
  { topology, files, runtime, onLaunch, onChange }: BuildOptions,
  { watch, logs, events }: Listening,
): SessionProcesses {
  const context = {
    topology,
    runtime,
    watch,
    record: files.record,
    openLog: (name: string) => logs.open(name),
    on: {
      change: (change: StateChange) => {
        events.record(change);
        onChange(change);
      },
      // If the record cannot be written, the watchdog still knows the process.
      launch: (plan: ProcessPlan, start: Start, process: RunningProcess) =>
        onLaunch(plan, start, process).catch((error: unknown) => {
          logs.note(`warn ${plan.name} is not in the session record: ${messageOf(error)}`);
        }),
    },
  };
  return new SessionProcesses(topology, {
    instances: buildInstances(context),
    members: buildMembers(context),
  });
}
