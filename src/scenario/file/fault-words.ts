import { restartStep } from '../steps/step-schema.ts';
import type { Scenario } from './scenario.ts';
import { listOf } from '../steps/targets.ts';
import { placedSteps } from '../steps/placed-steps.ts';

/** Name of each scenario to what it does to the system. */
export function faultsByName(scenarios: readonly Scenario[]): Map<string, string> {
  return new Map(scenarios.map((scenario) => [scenario.name, faultWords(scenario)]));
}

/** What a scenario does to the system, in a few words: a row of the fault table. */
export function faultWords(scenario: Scenario): string {
  const { crashPoints = {}, queueBackups, queueMaxSize, shutdown } = scenario.change;
  const faults = [
    ...Object.entries(crashPoints).map(([service, point]) => `${service} dies ${point}`),
    ...placedSteps(scenario).flatMap(({ step: { kill, freeze, restart } }) => [
      ...(kill === undefined ? [] : listOf(kill.target).map((target) => `${kill.signal} ${target}`)),
      ...listOf(freeze ?? []).map((target) => `freeze ${target}`),
      ...listOf(restartStep(restart ?? []).target).map((target) => `restart ${target}`),
    ]),
    ...(queueMaxSize === undefined || queueMaxSize === 0 ? [] : ['queue full']),
  ];
  const conditions = [
    ...(queueBackups === 0 ? ['no backup'] : []),
    ...(shutdown === undefined ? [] : [shutdown]),
  ];
  const told = [...new Set(faults)].map((fault) => {
    const times = faults.filter((other) => other === fault).length;
    return times === 1 ? fault : `${times}× ${fault}`;
  });
  if (told.length === 0) return 'none';
  return [
    told.length > 2 ? `${told[0] ?? ''} and ${told.length - 1} more` : told.join(', '),
    ...conditions,
  ].join(', ');
}
