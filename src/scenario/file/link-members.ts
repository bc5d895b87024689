import type { Topology } from '../../topology/topology.ts';
import { placedSteps } from '../steps/placed-steps.ts';
import { bind } from '../steps/step.ts';
import type { Scenario } from './scenario.ts';

/** The topology with links between members that can be cut, where a step of the scenario needs them: they cost throughput. */
export function linkMembers(topology: Topology, scenario: Pick<Scenario, 'steps'>): Topology {
  const needs = placedSteps(scenario).map(({ step }) => bind(step).links());
  const links = needs.includes('all') ? 'all' : needs.find((kind) => kind !== undefined);
  return links === undefined ? topology : { ...topology, cluster: { ...topology.cluster, links } };
}
