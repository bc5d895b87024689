import type { Finding, MachineNeed } from '../../broker/contract/machine-need.ts';
import type { RuntimeChoice } from '../../broker/contract/runtime-choice.ts';

/** One requirement of the lab, or something that it can use. */
export interface MachineCheck {
  name: string;
  /** `missing`: the topology could not start; `warning`: it starts, with a remark. */
  state: 'ok' | 'warning' | 'missing';
  detail: string;
  remedy?: string;
}

export interface MachineFacts {
  node: string;
  runtime: RuntimeChoice;
  /** What the members need. */
  needs: MachineNeed[];
  ports: PortFact[];
  availableBytes: number;
  neededBytes: number;
}

export interface PortFact {
  port: number;
  wantedBy: string;
  /** Description of the process that holds the port; null if it is free. */
  heldBy: string | null;
  /** Held by the topology that is running in this directory. */
  ours: boolean;
}

/**
 * Judges what was found on the machine. Needs of the chosen runtime are required; needs of other runtimes are remarks.
 */
export function checkMachine(facts: MachineFacts): MachineCheck[] {
  const { runtime, because } = facts.runtime;
  return [
    { name: 'Node.js', state: 'ok', detail: facts.node },
    { name: 'Runtime', state: 'ok', detail: `${runtime}: ${because}` },
    ...facts.needs.map(({ name, finding, requiredBy }) =>
      checkFinding(name, finding, requiredBy === runtime ? 'missing' : 'warning'),
    ),
    ...facts.ports.map(checkPort),
    checkMemory(facts.availableBytes, facts.neededBytes),
  ];
}

export function canStart(checks: readonly MachineCheck[]): boolean {
  return checks.every(({ state }) => state !== 'missing');
}

function checkFinding(name: string, finding: Finding, otherwise: 'warning' | 'missing'): MachineCheck {
  if ('found' in finding) return { name, state: 'ok', detail: finding.found };
  return { name, state: otherwise, detail: finding.problem, ...withRemedy(finding.remedy) };
}

function checkPort({ port, wantedBy, heldBy, ours }: PortFact): MachineCheck {
  const name = `Port ${port}`;
  if (heldBy === null) return { name, state: 'ok', detail: `free, for ${wantedBy}` };
  if (ours) return { name, state: 'ok', detail: `held by ${wantedBy} of the topology that is running here` };
  return {
    name,
    state: 'missing',
    detail: `held by ${heldBy}, needed by ${wantedBy}`,
    remedy: 'stop that process, or use free ports: distq up --isolated',
  };
}

function checkMemory(availableBytes: number, neededBytes: number): MachineCheck {
  const detail = `${megabytes(availableBytes)} available, about ${megabytes(neededBytes)} needed`;
  if (availableBytes >= neededBytes) return { name: 'Memory', state: 'ok', detail };
  return {
    name: 'Memory',
    state: 'warning',
    detail,
    remedy: 'close other programs, or start fewer processes: distq up --topology minimal',
  };
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1024 / 1024)} MB`;
}

function withRemedy(remedy: string | undefined): { remedy?: string } {
  return remedy === undefined ? {} : { remedy };
}
