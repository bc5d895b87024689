import type { Path } from '../../foundation/yaml/finding.ts';
import { stepKinds, type Step, type StepKind } from './step-schema.ts';

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

/** Every step, also those inside a repeat, with its place in the file. */
export function placedSteps({ steps }: { steps: readonly Step[] }): PlacedStep[] {
  return steps.flatMap((step, index) => [
    { step, path: ['steps', index] },
    ...(step.repeat?.steps ?? []).map((inner, innerIndex) => ({
      step: inner,
      path: ['steps', index, 'repeat', 'steps', innerIndex],
    })),
  ]);
}
