import type { Finding, Path, Rule } from '../shared/yaml/finding.ts';
import { stepKinds, type Scenario, type Step, type StepKind } from './schema.ts';

/** Rules across the fields of a scenario; each gives what is wrong. */
export const scenarioRules: readonly Rule<Scenario>[] = [
  eachStepHasOneKind,
  eachWaitHasOneCondition,
  backgroundPostsAreFinished,
  foregroundRepeatsOnly,
];

/** The kind of a step that holds. */
export function kindOf(step: Step): StepKind {
  const kind = stepKinds.find((candidate) => step[candidate] !== undefined);
  if (kind === undefined) throw new Error('a step without a kind passed the rules');
  return kind;
}

interface PlacedStep {
  step: Step;
  path: Path;
}

function placedSteps({ steps }: Scenario): PlacedStep[] {
  return steps.flatMap((step, index) => [
    { step, path: ['steps', index] },
    ...(step.repeat?.steps ?? []).map((inner, innerIndex) => ({
      step: inner,
      path: ['steps', index, 'repeat', 'steps', innerIndex],
    })),
  ]);
}

function eachStepHasOneKind(scenario: Scenario): Finding[] {
  return placedSteps(scenario).flatMap(({ step, path }) => {
    const kinds = stepKinds.filter((kind) => step[kind] !== undefined);
    if (kinds.length === 1) return [];
    const found =
      kinds.length === 0 ? 'this step does nothing' : `this step does ${kinds.join(' and ')} at once`;
    return [{ path, message: `${found}; expected exactly one of ${stepKinds.join(', ')}` }];
  });
}

const conditions = ['received', 'acknowledged', 'members', 'safe', 'queueSize'] as const;

function eachWaitHasOneCondition(scenario: Scenario): Finding[] {
  return placedSteps(scenario).flatMap(({ step: { wait }, path }) => {
    if (wait === undefined || conditions.filter((condition) => wait[condition] !== undefined).length === 1)
      return [];
    return [{ path: [...path, 'wait'], message: `expected exactly one of ${conditions.join(', ')}` }];
  });
}

function backgroundPostsAreFinished(scenario: Scenario): Finding[] {
  const findings: Finding[] = [];
  let posting: Path | undefined;
  for (const { step, path } of placedSteps(scenario)) {
    if (step.post?.background === true) {
      if (posting !== undefined)
        findings.push({ path, message: 'posts are under way already; finish them first with finishPosts' });
      posting = path;
    }
    if (step.finishPosts !== undefined) {
      if (posting === undefined)
        findings.push({
          path,
          message: 'no posts are under way here; expected a post with background: true before',
        });
      posting = undefined;
    }
  }
  if (posting !== undefined)
    findings.push({
      path: posting,
      message: 'these posts are never finished; expected finishPosts in a later step',
    });
  return findings;
}

function foregroundRepeatsOnly(scenario: Scenario): Finding[] {
  return scenario.steps.flatMap((step, index) =>
    (step.repeat?.steps ?? []).flatMap((inner, innerIndex) =>
      inner.post?.background === true || inner.finishPosts !== undefined
        ? [
            {
              path: ['steps', index, 'repeat', 'steps', innerIndex],
              message: 'posts in the background cannot begin or end in a repeat',
            },
          ]
        : [],
    ),
  );
}
