import type { ClusterRuntime } from '../cluster/runtime.ts';
import type { MemberSpec, RestartSpec } from '../topology/schema.ts';
import type { ClusterWatch } from './cluster-watch.ts';
import { host } from './host.ts';
import type { ProcessPlan } from './process-plan.ts';
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
  runtime: ClusterRuntime;
  watch: ClusterWatch;
  /** Whether no other member runs, so that this start begins a new cluster. */
  isColdStart: () => boolean;
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
    probe: () => {
      const seen = saysStarted && context.watch.memberAddresses().includes(address);
      return Promise.resolve({
        ready: seen,
        seen: saysStarted
          ? `the member says that it started; the client ${seen ? 'sees it' : `sees ${context.watch.memberAddresses().join(', ') || 'no member'}`}`
          : 'the member has not said yet that it started',
      });
    },
    probesWhenReady: true,
    readyTimeoutMs,
    stopTimeoutMs,
    restart: neverRestart,
  };
}
