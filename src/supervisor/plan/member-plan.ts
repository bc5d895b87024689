import { toldVersion } from '../../broker/hazelcast/members/member-command.ts';
import { memberPortOf } from '../../topology/member-ports.ts';
import type { MemberSpec, RestartSpec } from '../../topology/topology.ts';
import type { ClusterWatch } from './cluster-watch.ts';
import { host } from '../probes/listen-hosts.ts';
import type { ProcessPlan } from '../process/process-plan.ts';
import type { ProcessLog } from '../logs/process-log.ts';
import type { ClusterRuntime } from '../../broker/hazelcast/members/cluster-runtime.ts';
import type { ProbeResult } from '../probes/probe-result.ts';

const readyTimeoutMs = 60_000;
const stopTimeoutMs = 10_000;

/** A dead member stays dead until it is started again: what its death does is what this program is there to show. */
const neverRestart: RestartSpec = {
  policy: 'never',
  backoffMs: 1_000,
  maxBackoffMs: 1_000,
  limit: 0,
  windowMs: 60_000,
};

export interface MemberContext {
  /** Of Hazelcast, as the topology says it. */
  version: string;
  runtime: ClusterRuntime;
  watch: ClusterWatch;
  /** Whether no other member runs, so that this start begins a new cluster. */
  isColdStart: () => boolean;
}

/** What a member's log said since its start. */
interface Told {
  started: boolean;
  version: string | undefined;
}

function judge(address: string, told: Told, { watch, version }: MemberContext): ProbeResult {
  // A Java with an ahead-of-time cache takes the classes from there, whatever the jar is.
  if (told.version !== undefined && told.version !== version) {
    const never = `it runs Hazelcast ${told.version}, and the topology says ${version}`;
    return { ready: false, seen: never, never };
  }
  if (!told.started) return { ready: false, seen: 'the member has not said yet that it started' };
  const members = watch.members().map((seen) => seen.address);
  const ready = members.includes(address);
  const others = members.join(', ') || 'no member';
  return {
    ready,
    seen: `the member says that it started; the client sees ${ready ? 'it' : others}`,
  };
}

/** How a member is started; it is ready once it says so and the client sees it. */
export function memberPlan(member: MemberSpec, log: ProcessLog, context: MemberContext): ProcessPlan {
  const address = `${host}:${member.port}`;
  let told: Told = { started: false, version: undefined };
  log.onLine((line) => {
    told.started ||= context.runtime.startedLine(line);
    told.version ??= toldVersion(line);
  });
  return {
    name: member.name,
    program: context.runtime.name === 'docker' ? 'container' : 'ours',
    port: member.port,
    memberPort: context.runtime.name === 'docker' ? undefined : memberPortOf(member),
    launch: (_start, signal) => {
      told = { started: false, version: undefined };
      return context.runtime.launch(member, { coldStart: context.isColdStart(), signal });
    },
    probe: () => Promise.resolve(judge(address, told, context)),
    probesWhenReady: true,
    readyTimeoutMs,
    stopTimeoutMs,
    restart: neverRestart,
  };
}
