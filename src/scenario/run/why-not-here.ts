import type { SessionStatus } from '../../control/contract.ts';
import type { Scenario } from '../file/scenario.ts';
import { systemFindings } from '../file/system-findings.ts';
import { placedSteps } from '../steps/placed-steps.ts';
import { bind } from '../steps/step.ts';

/** `distq failover` runs on any topology; its steps name only what every topology has. */
const onAnyTopology = new Set(['failover']);

type Running = Pick<SessionStatus, 'topology' | 'runtime' | 'broker' | 'client' | 'links'>;

/** Why a scenario cannot be run on a session that already runs, so that its verdict would say what it is to say; undefined: it can. */
export function whyNotHere(scenario: Scenario, running: Running): string | undefined {
  return (
    ofMembers(running) ??
    ofTopology(scenario, running) ??
    ofLinks(scenario, running) ??
    systemFindings(scenario, { client: running.client, hasCluster: running.broker !== 'none' })[0]?.message
  );
}

function ofMembers({ runtime }: Running): string | undefined {
  return runtime === 'external' ? 'distq does not kill the members of an external cluster' : undefined;
}

function ofTopology({ name, topology: wanted, change }: Scenario, { topology }: Running): string | undefined {
  const changes = Object.keys(change);
  if (changes.length > 0) return `it changes the topology (${changes.join(', ')})`;
  return wanted === topology || onAnyTopology.has(name)
    ? undefined
    : `it is for topology ${wanted}, and ${topology} runs`;
}

function ofLinks(scenario: Scenario, { runtime, links }: Running): string | undefined {
  const steps = placedSteps(scenario).map(({ step }) => bind(step));
  const needs = steps.flatMap((step) => step.links() ?? []);
  if (needs.length === 0) return undefined;
  if (runtime === 'docker')
    for (const step of steps) if (step.notInContainers() !== undefined) return step.notInContainers();
  // The status does not tell whether the links to clients can be cut too.
  if (needs.includes('all')) return 'it cuts the links between members and services';
  return links === undefined ? 'it cuts links, which needs `distq up --links members`' : undefined;
}
