import type { Session } from '../../control/contract.ts';
import { crashWords, readCrashLine, type CrashPoint } from '../../protocol/crash-point.ts';
import { lookUpProcess } from '../../foundation/processes/look-up-process.ts';
import { deathDoubts } from '../steps/faults/fault-doubts.ts';
import type { Scenario } from '../file/scenario.ts';
import type { RecordedFault } from '../steps/faults/recorded-fault.ts';

/**
 * The deaths at armed crash points, according to the last log lines of the processes. An instance that did not die is a
 * fault without effect, unless the scenario states how many must die: `control.crashed`.
 */
export async function findCrashes(
  session: Pick<Session, 'status' | 'findLines'>,
  { change, control }: Pick<Scenario, 'change' | 'control'>,
  signal: AbortSignal,
): Promise<RecordedFault[]> {
  const armed = Object.entries(change.crashPoints ?? {});
  if (armed.length === 0) return [];
  const { services } = await session.status();
  const faults: RecordedFault[] = [];
  for (const [service, point] of armed) {
    const names = services.filter((instance) => instance.service === service).map(({ name }) => name);
    const found: RecordedFault[] = [];
    for await (const { name, line } of session.findLines({ names, containing: crashWords(point) }, signal)) {
      const crash = readCrashLine(point, line);
      if (crash !== undefined) found.push(await crashFault(name, point, crash));
    }
    faults.push(...found);
    if (control.crashed === undefined) {
      const alive = names.filter((name) => !found.some(({ target }) => target === name));
      faults.push(...alive.map((name) => missed(name, point)));
    }
  }
  return faults.sort((one, other) => one.at.localeCompare(other.at));
}

async function crashFault(
  target: string,
  point: CrashPoint,
  { at, pid }: { at: string; pid: number },
): Promise<RecordedFault> {
  const { state } = await lookUpProcess(pid);
  return { ...base(target, point), at, pid, doubts: deathDoubts(pid, state) };
}

function missed(target: string, point: CrashPoint): RecordedFault {
  const at = new Date().toISOString();
  return { ...base(target, point), at, pid: null, doubts: [`${target} did not reach ${point}`] };
}

function base(target: string, point: CrashPoint) {
  return {
    kind: 'crash' as const,
    target,
    role: point,
    signal: 'SIGKILL',
    ownerBefore: null,
    ownerAfter: null,
    underWay: false,
  };
}
