import type { Scenario } from './scenario.ts';
import { placedSteps } from '../steps/placed-steps.ts';
import { bind } from '../steps/step.ts';

/** The faults of each scenario by its name. */
export function faultsByName(scenarios: readonly Scenario[]): Map<string, string> {
  return new Map(scenarios.map((scenario) => [scenario.name, faultWords(scenario)]));
}

/** The faults of a scenario in a few words: a row of the fault table. */
export function faultWords(scenario: Scenario): string {
  const { crashPoints = {}, queueBackups, queueMaxSize, shutdown } = scenario.change;
  const faults = [
    ...Object.entries(crashPoints).map(([service, point]) => `${service} crashes ${point}`),
    ...placedSteps(scenario).flatMap(({ step }) => bind(step).faultWords()),
    ...(queueMaxSize === undefined || queueMaxSize === 0 ? [] : ['queue full']),
  ];
  const conditions = [
    ...(queueBackups === 0 ? ['no backup'] : []),
    ...(shutdown === undefined ? [] : [shutdown]),
  ];
  const counted = [...new Set(faults)].map((fault) => {
    const times = faults.filter((other) => other === fault).length;
    return times === 1 ? fault : `${times}× ${fault}`;
  });
  if (counted.length === 0) return 'none';
  return [
    counted.length > 2 ? `${counted[0] ?? ''} and ${counted.length - 1} more` : counted.join(', '),
    ...conditions,
  ].join(', ');
}
