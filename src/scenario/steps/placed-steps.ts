import type { Path } from '../../foundation/yaml/finding.ts';
import { stepsIn, type FileStep, type Step } from './step.ts';

interface Placed<Value> {
  step: Value;
  path: Path;
}

/** Every step in the form of the file, including those inside a repeat, with its place in the file. */
export function placedFileSteps({ steps }: { steps: readonly FileStep[] }): Placed<FileStep>[] {
  return steps.flatMap((step, index) => [
    { step, path: ['steps', index] },
    ...(step.repeat?.steps ?? []).map((inner, innerIndex) => ({
      step: inner,
      path: ['steps', index, 'repeat', 'steps', innerIndex],
    })),
  ]);
}

/** Every step, including those inside a repeat, with its place in the file. */
export function placedSteps(scenario: { steps: readonly FileStep[] }): Placed<Step>[] {
  return placedFileSteps(scenario).flatMap(({ step, path }) =>
    stepsIn(step).map((one) => ({ step: one, path })),
  );
}
