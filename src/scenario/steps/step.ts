import { repeatStep } from './kinds/repeat-step.ts';
import { bindPlain, plainFileStepSchema, plainNames, plainStepsIn, type PlainStep } from './plain-steps.ts';
import { bindStep, type BoundStep, type StepOf, type WithByKind } from './step-kind.ts';
import type { z } from 'zod';

/** One step in the form of the file: one key of `stepNames`, and `name` and `why`. */
export const fileStepSchema = plainFileStepSchema.extend({ repeat: repeatStep.schema.optional() });

/** A step has exactly one of these keys. */
export const stepNames: readonly string[] = [...plainNames, 'repeat'];

export type FileStep = z.output<typeof fileStepSchema>;
type RepeatStep = StepOf<WithByKind<{ repeat: typeof repeatStep }>, 'repeat'>;

/** One step of a scenario. */
export type Step = PlainStep | RepeatStep;

/** The steps in a step of a file: exactly one, unless it violates the rule of one kind. */
export function stepsIn({ repeat, ...file }: FileStep): Step[] {
  const { name, why } = file;
  return [
    ...plainStepsIn(file),
    ...(repeat === undefined ? [] : [{ kind: 'repeat' as const, with: repeat, name, why }]),
  ];
}

/** The step in a step of a file that passed the rules. */
export function readStep(file: FileStep): Step {
  const [step, ...others] = stepsIn(file);
  if (step === undefined || others.length > 0)
    throw new Error('a step without exactly one kind passed the rules');
  return step;
}

export function bind(step: Step): BoundStep {
  return step.kind === 'repeat' ? bindStep(repeatStep, step.with) : bindPlain(step);
}

/** What a step does, for people: its own name, or a title made from its values. */
export function stepTitle(step: Step): string {
  return step.name ?? bind(step).title();
}
