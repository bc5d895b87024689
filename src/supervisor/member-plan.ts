import type { ClusterRuntime } from '../cluster/runtime.ts';
import { NotReadyError } from '../shared/errors.ts';
import type { MemberSpec, RestartSpec } from '../topology/schema.ts';
import type { ClusterWatch } from './cluster-watch.ts';
import { host } from './host.ts';
import type { ProbeResult, ProcessPlan } from './process-plan.ts';
import type { ProcessLog } from './process-log.ts';

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

const notStartedYet: ProbeResult = { ready: false, seen: 'the member has not said yet that it started' };

function lookFor(address: string, { watch, version }: MemberContext): ProbeResult {
  const members = watch.members();
  const member = members.find((seen) => seen.address === address);
  if (member?.version !== undefined) requireVersion(member.version, version);
  const told = members.map((seen) => seen.address).join(', ') || 'no member';
  return {
    ready: member !== undefined,
    seen: `the member says that it started; the client ${member === undefined ? `sees ${told}` : 'sees it'}`,
  };
}

/** What a member runs is not always what it was started from: a Java with an ahead-of-time cache takes the classes from there. */
function requireVersion(told: string, wanted: string): void {
  if (told === wanted) return;
  throw new NotReadyError(`the member runs Hazelcast ${told}, and the topology says ${wanted}`);
}

/** How a member is started; it is ready once it says so and the client sees it. */
export function memberPlan(member: MemberSpec, log: ProcessLog, context: MemberContext): ProcessPlan {
  const address = `${host}:${member.port}`;
  let saysStarted = false;
  log.onLine((line) => {
    saysStarted ||= context.runtime.startedLine(line);
  });
  return {
    name: member.name,
    program: context.runtime.name === 'docker' ? 'container' : 'ours',
    port: member.port,
    launch: (_start, signal) => {
      saysStarted = false;
      return context.runtime.launch(member, { coldStart: context.isColdStart(), signal });
    },
    probe: () => Promise.resolve(saysStarted ? lookFor(address, context) : notStartedYet),
    probesWhenReady: true,
    readyTimeoutMs,
    stopTimeoutMs,
    restart: neverRestart,
  };
}
