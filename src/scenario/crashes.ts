import type { Session } from '../control/contract.ts';
import { readCrashLine, type CrashPoint } from '../shared/crash-point.ts';
import { identifyProcess } from '../shared/process-identity.ts';
import type { Scenario } from './schema.ts';
import type { Fault } from './verdict.ts';

/** Far more than a process writes until it dies. */
const tail = 1_000_000;

/**
 * The deaths at armed crash points, as the processes' own last words show them. A point at which nobody died is a fault that
 * missed.
 */
export async function findCrashes(
  session: Session,
  { crashPoints = {} }: Scenario['change'],
  signal: AbortSignal,
): Promise<Fault[]> {
  const faults: Fault[] = [];
  for (const [service, point] of Object.entries(crashPoints)) {
    const found: Fault[] = [];
    for await (const { name, line } of session.logs({ names: [service], tail, follow: false }, signal)) {
      const crash = readCrashLine(point, line);
      if (crash !== undefined) found.push(await crashFault(name, point, crash));
    }
    faults.push(...(found.length > 0 ? found : [missed(service, point)]));
  }
  return faults.sort((one, other) => one.at.localeCompare(other.at));
}

async function crashFault(
  name: string,
  point: CrashPoint,
  crash: { at: string; pid: number },
): Promise<Fault> {
  const isGone = (await identifyProcess(crash.pid)) === undefined;
  const doubts = isGone ? [] : [`process ${crash.pid} still runs`];
  return { ...base(point), target: name, at: crash.at, pid: crash.pid, hit: isGone, doubts };
}

function missed(service: string, point: CrashPoint): Fault {
  return {
    ...base(point),
    target: service,
    at: new Date().toISOString(),
    pid: 0,
    hit: false,
    doubts: [`no instance came to ${point}`],
  };
}

function base(point: CrashPoint) {
  return {
    kind: 'crash' as const,
    role: point,
    signal: 'SIGKILL',
    ownerBefore: null,
    ownerAfter: null,
    postsUnderWay: 0,
    longestGapMs: null,
  };
}
