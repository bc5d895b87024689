import { readyCheckOf } from '../../topology/service-readiness.ts';
import type { ServiceSpec } from '../../topology/topology.ts';
import { listenHosts, type Program } from '../probes/listen-hosts.ts';
import { probeHttp, type HttpProbeResult } from '../probes/probe-http.ts';
import { LogProbe } from '../probes/probe-log.ts';
import { probeTcp } from '../probes/probe-tcp.ts';
import type { ProcessLog } from '../logs/process-log.ts';
import type { ProcessPlan } from '../process/process-plan.ts';
import type { ProbeResult } from '../probes/probe-result.ts';

/** At this path all services of distq answer with the token of their start. */
const healthPath = '/health';

export interface ReadyProbe {
  /** Call this right before each start. */
  begin: () => void;
  probe: ProcessPlan['probe'];
}

/** The readiness probe that a service defines. */
export function readyProbe(
  spec: ServiceSpec,
  { program, port, log }: { program: Program; port: number; log: ProcessLog },
): ReadyProbe {
  const hosts = listenHosts(program);
  const begin = (): void => undefined;
  const check = readyCheckOf(spec);
  switch (check.by) {
    case 'http': {
      const tellsStart = program === 'ours' && check.path === healthPath;
      return {
        begin,
        probe: ({ token }) =>
          probeHttpHosts(hosts, { port, path: check.path, token: tellsStart ? token : undefined }),
      };
    }
    case 'tcp':
      return { begin, probe: () => probeTcpHosts(hosts, port) };
    case 'log': {
      const lines = new LogProbe(log, check.pattern);
      return {
        begin: () => {
          lines.begin();
        },
        probe: () => Promise.resolve(lines.result()),
      };
    }
    case 'running':
      return { begin, probe: () => Promise.resolve({ ready: true, seen: 'it runs' }) };
  }
}

/**
 * Asks each host in turn until one is ready.
 * @param token the answer must contain the token of this start; undefined: any answer
 */
async function probeHttpHosts(
  hosts: readonly string[],
  { port, path, token }: { port: number; path: string; token: string | undefined },
): Promise<ProbeResult> {
  const results: HttpProbeResult[] = [];
  for (const host of hosts) {
    const authority = host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
    const result = await probeHttp(`http://${authority}${path}`, token);
    // If one host answered, do not try the others: it would be the same program.
    if (result.answered) return result;
    results.push(result);
  }
  return firstOf(results);
}

/** Connects to each host in turn until one accepts. */
async function probeTcpHosts(hosts: readonly string[], port: number): Promise<ProbeResult> {
  const results: ProbeResult[] = [];
  for (const host of hosts) {
    const result = await probeTcp(port, host);
    if (result.ready) return result;
    results.push(result);
  }
  return firstOf(results);
}

function firstOf([first]: readonly ProbeResult[]): ProbeResult {
  return { ready: false, seen: first?.seen ?? 'no host to ask' };
}
