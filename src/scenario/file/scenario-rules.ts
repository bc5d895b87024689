import type { Finding, Path, Rule } from '../../foundation/yaml/finding.ts';
import { placedFileSteps, placedSteps } from '../steps/placed-steps.ts';
import { bind, stepNames, stepsIn } from '../steps/step.ts';
import { backgroundPostsAreFinished } from './background-posts.ts';
import type { ExpectedNumber } from './expectation-schema.ts';
import type { Scenario } from './scenario.ts';

/** Rules across the fields of a scenario; each returns its findings. */
export const scenarioRules: readonly Rule<Scenario>[] = [
  eachStepHasOneKind,
  eachStepKeepsItsRules,
  backgroundPostsAreFinished,
  thawsAreAfterFreezes,
  rangesAreNotEmpty,
];

function eachStepHasOneKind(scenario: Scenario): Finding[] {
  return placedFileSteps(scenario).flatMap(({ step, path }) => {
    const kinds = stepsIn(step).map(({ kind }) => kind);
    if (kinds.length === 1) return [];
    const found =
      kinds.length === 0 ? 'this step has no action' : `this step has several actions: ${kinds.join(', ')}`;
    return [{ path, message: `${found}; expected exactly one of ${stepNames.join(', ')}` }];
  });
}

function eachStepKeepsItsRules(scenario: Scenario): Finding[] {
  return placedSteps(scenario).flatMap(({ step, path }) =>
    bind(step)
      .check()
      .map((finding) => ({ ...finding, path: [...path, step.kind, ...finding.path] })),
  );
}

function thawsAreAfterFreezes(scenario: Scenario): Finding[] {
  const steps = placedSteps(scenario);
  const firstFreeze = steps.findIndex(({ step }) => step.kind === 'freeze');
  return steps
    .filter(({ step }, index) => step.kind === 'thaw' && (firstFreeze === -1 || index < firstFreeze))
    .map(({ path }) => ({
      path: [...path, 'thaw'],
      message: 'nothing is frozen here; expected a freeze in an earlier step',
      uses: [['steps']],
    }));
}

function rangesAreNotEmpty({ expect, control }: Scenario): Finding[] {
  const places: [Path, Partial<Record<string, ExpectedNumber>>][] = [
    [['expect', 'account'], expect.account],
    [['control'], control],
  ];
  return places.flatMap(([path, numbers]) =>
    Object.entries(numbers).flatMap(([key, wanted]) => {
      if (typeof wanted !== 'object') return [];
      const { min = 0, max = Infinity } = wanted;
      return min <= max
        ? []
        : [{ path: [...path, key], message: `min ${min} is above max ${max}; expected a min up to the max` }];
    }),
  );
}
