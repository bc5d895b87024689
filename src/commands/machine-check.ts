/** One thing that the lab needs, or could use. */
export interface Check {
  name: string;
  /** `missing`: the topology could not start; `warning`: it starts, and something is worth knowing. */
  state: 'ok' | 'warning' | 'missing';
  detail: string;
  remedy?: string;
}

/** A thing that was found, or why it was not. */
export type Finding = { found: string } | { problem: string; remedy?: string | undefined };

export interface MachineFacts {
  node: string;
  java: Finding;
  jar: Finding;
  dockerEngine: Finding;
  compose: Finding;
  ports: PortFact[];
  availableBytes: number;
  neededBytes: number;
}

export interface PortFact {
  port: number;
  wantedBy: string;
  /** The process that holds it, in words; null if it is free. */
  heldBy: string | null;
  /** Held by the topology that runs in this directory. */
  ours: boolean;
}

/** Judges what was found on the machine. */
export function checkMachine(facts: MachineFacts): Check[] {
  return [
    { name: 'Node.js', state: 'ok', detail: facts.node },
    checkFinding('Java', facts.java, 'missing'),
    checkJar(facts.jar),
    // Members run as Java processes; the engine is only needed for those who want containers.
    checkFinding('Docker engine', facts.dockerEngine, 'warning'),
    checkFinding('Docker Compose', facts.compose, 'warning'),
    ...facts.ports.map(checkPort),
    checkMemory(facts.availableBytes, facts.neededBytes),
  ];
}

export function canStart(checks: readonly Check[]): boolean {
  return checks.every(({ state }) => state !== 'missing');
}

function checkFinding(name: string, finding: Finding, otherwise: 'warning' | 'missing'): Check {
  if ('found' in finding) return { name, state: 'ok', detail: finding.found };
  return { name, state: otherwise, detail: finding.problem, ...withRemedy(finding.remedy) };
}

function checkJar(finding: Finding): Check {
  return checkFinding('Hazelcast jar', finding, 'warning');
}

function checkPort({ port, wantedBy, heldBy, ours }: PortFact): Check {
  const name = `Port ${port}`;
  if (heldBy === null) return { name, state: 'ok', detail: `free, for ${wantedBy}` };
  if (ours) return { name, state: 'ok', detail: `held by ${wantedBy} of the topology that runs here` };
  return {
    name,
    state: 'missing',
    detail: `held by ${heldBy}; ${wantedBy} wants it`,
    remedy: 'end that process, or take free ports: distq up --isolated',
  };
}

function checkMemory(availableBytes: number, neededBytes: number): Check {
  const detail = `${megabytes(availableBytes)} available, about ${megabytes(neededBytes)} needed`;
  if (availableBytes >= neededBytes) return { name: 'Memory', state: 'ok', detail };
  return {
    name: 'Memory',
    state: 'warning',
    detail,
    remedy: 'close other programs, or start less: distq up --topology minimal',
  };
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1024 / 1024)} MB`;
}

function withRemedy(remedy: string | undefined): { remedy?: string } {
  return remedy === undefined ? {} : { remedy };
}
