import { brokerOfCluster } from '../../broker/broker-of.ts';
import type { ChosenRuntime } from '../../broker/contract/runtime-choice.ts';
import { defaultSession } from '../../control/session-files.ts';
import { untilAborted } from '../../foundation/async/until-aborted.ts';
import { addManagementCenter } from '../../topology/management-center.ts';
import type { Topology } from '../../topology/topology.ts';
import { partDetails, type PartDetails } from '../plan/part-details.ts';
import { planStart } from '../plan/plan.ts';
import { planText } from '../plan/plan-text.ts';
import type { UpOptions } from './run-session.ts';

/** One start of the plan of `distq up`. */
export interface PlannedStart extends PartDetails {
  operation: 'start';
  /** Instance or member. */
  name: string;
  /** Why it is started, for people. */
  cause: string;
}

/** What `distq up` would do. */
export interface UpPlan {
  topology: string;
  /** null: its own name, chosen at the start. */
  session: string | null;
  runtime: ChosenRuntime;
  /** Why this runtime was chosen; null: it was requested. */
  runtimeBecause: string | null;
  /** Each wave begins when all parts of the previous one are ready. */
  waves: PlannedStart[][];
}

interface Planning extends Pick<UpOptions, 'topology' | 'session' | 'runtime' | 'managementCenterPort'> {
  /** The ports, and the session name unless given, are chosen at the start. */
  isolated: boolean;
  signal: AbortSignal;
}

/**
 * Plans a start without doing anything: nothing is claimed, reserved, written, downloaded or started. With runtime
 * `auto` it checks what the machine has (Docker engine, Java).
 * @throws UsageError if the topology defines a service management-center itself; the signal's reason if aborted
 */
export async function planUp(options: Planning): Promise<UpPlan> {
  const { signal, isolated, session } = options;
  const { cluster } = options.topology;
  const broker = brokerOfCluster(cluster);
  const { runtime, because } = await untilAborted(
    broker.chooseRuntime(options.runtime, cluster, { env: process.env, signal }),
    signal,
  );
  const topology = withManagementCenter(options);
  const memberRuns = broker.describeMember(cluster, runtime);
  const details = partDetails(topology, { memberRuns, freePorts: isolated });
  const waves = planStart(topology).waves.map((wave) =>
    wave.flatMap(({ name, cause }): PlannedStart[] => {
      const part = details.get(name);
      return part === undefined ? [] : [{ operation: 'start', name, cause, ...part }];
    }),
  );
  const ownName = isolated && session === defaultSession;
  return {
    topology: topology.name,
    session: ownName ? null : session,
    runtime,
    runtimeBecause: because ?? null,
    waves,
  };
}

/** The plan for people. */
export function upPlanText({ topology, session, runtime, runtimeBecause, waves }: UpPlan): string {
  const why = runtimeBecause === null ? '' : ` (${runtimeBecause})`;
  const inSession = session === null ? 'a new session' : `session ${session}`;
  const starts = new Map(waves.flat().map((start) => [start.name, start]));
  return [
    `topology ${topology} in ${inSession}; nothing is started (--dry-run)\n`,
    `runtime: ${runtime}${why}\n`,
    planText({ waves }, (name) => starts.get(name)),
  ].join('');
}

/** Its real command line is known only after Docker Compose was found. */
function withManagementCenter({ topology, managementCenterPort: port }: Planning): Topology {
  if (port === undefined) return topology;
  return addManagementCenter(topology, port, ['docker', 'compose', 'up', 'management-center']);
}
