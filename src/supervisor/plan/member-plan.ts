import type { MemberSpec, RestartSpec } from '../../topology/topology.ts';
import type { ClusterWatch } from './cluster-watch.ts';
import { host } from '../probes/listen-hosts.ts';
import type { ProcessPlan } from '../process/process-plan.ts';
import type { ProcessLog } from '../logs/process-log.ts';
import type { ClusterRuntime, StartNews } from '../../broker/contract/cluster-runtime.ts';
import type { ProbeResult } from '../probes/probe-result.ts';

const readyTimeoutMs = 60_000;
const stopTimeoutMs = 10_000;

/** A dead member stays down until someone starts it: showing the effect of its death is the purpose of this program. */
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
  /** Whether no other member runs, so this start creates a new cluster. */
  isColdStart: () => boolean;
}

function judge(address: string, news: StartNews | undefined, { watch }: MemberContext): ProbeResult {
  if (news?.kind === 'wrong') return { ready: false, seen: news.why, never: news.why };
  if (news === undefined) return { ready: false, seen: 'the member has not reported yet that it started' };
  const members = watch.members().map((seen) => seen.address);
  const ready = members.includes(address);
  const others = members.join(', ') || 'no member';
  return {
    ready,
    seen: `the member reports that it started; the client sees ${ready ? 'it' : others}`,
  };
}

/** How a member is started. It is ready once it reports so and the supervisor's client sees it. */
export function memberPlan(member: MemberSpec, log: ProcessLog, context: MemberContext): ProcessPlan {
  const address = `${host}:${member.port}`;
  let news: StartNews | undefined;
  log.onLine((line) => {
    if (news?.kind !== 'wrong') news = context.runtime.startNews(line) ?? news;
  });
  return {
    name: member.name,
    program: context.runtime.name === 'docker' ? 'container' : 'ours',
    ...context.runtime.portsOf(member),
    launch: (_start, signal) => {
      news = undefined;
      return context.runtime.launch(member, { coldStart: context.isColdStart(), signal });
    },
    probe: () => Promise.resolve(judge(address, news, context)),
    probesWhenReady: true,
    readyTimeoutMs,
    stopTimeoutMs,
    // All its data ends with the cluster. Java takes 0.3 s to end by itself, and a graceful member seconds.
    killedAtEnd: context.runtime.name === 'jvm',
    restart: neverRestart,
  };
}
