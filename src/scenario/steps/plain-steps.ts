import { z } from 'zod';
import { finishPostsStep } from './kinds/finish-posts-step.ts';
import { freezeStep } from './kinds/freeze-step.ts';
import { getStep } from './kinds/get-step.ts';
import { healStep } from './kinds/heal-step.ts';
import { isolateStep } from './kinds/isolate-step.ts';
import { killStep } from './kinds/kill-step.ts';
import { postStep } from './kinds/post-step.ts';
import { restartStep } from './kinds/restart-step.ts';
import { showStep } from './kinds/show-step.ts';
import { slowStep } from './kinds/slow-step.ts';
import { startStep } from './kinds/start-step.ts';
import { stopStep } from './kinds/stop-step.ts';
import { thawStep } from './kinds/thaw-step.ts';
import { waitStep } from './kinds/wait-step.ts';
import {
  bindStep,
  schemasOf,
  type BoundStep,
  type StepActions,
  type StepOf,
  type WithByKind,
} from './step-kind.ts';

/** Every kind of step except `repeat`, which consists of these. A new kind is added only here. */
export const plainKinds = {
  start: startStep,
  stop: stopStep,
  restart: restartStep,
  kill: killStep,
  freeze: freezeStep,
  thaw: thawStep,
  isolate: isolateStep,
  slow: slowStep,
  heal: healStep,
  post: postStep,
  finishPosts: finishPostsStep,
  get: getStep,
  show: showStep,
  wait: waitStep,
};

type PlainWith = WithByKind<typeof plainKinds>;
type PlainName = keyof PlainWith;
export type PlainStep<Name extends PlainName = PlainName> = StepOf<PlainWith, Name>;

const kindsSchema = z.strictObject(schemasOf(plainKinds));

/**
 * A plain step in the form of the file. A rule checks that it has exactly one kind, and reports a violation in one
 * message.
 */
export const plainFileStepSchema = z.strictObject({
  name: z.string().min(1).max(200).optional().describe('what it does, for people'),
  why: z.string().max(500).optional().describe('why it is done, for people'),
  ...kindsSchema.partial().shape,
});

export type PlainFileStep = z.output<typeof plainFileStepSchema>;

export const plainNames = kindsSchema.keyof().options;

/** The steps in a step of a file: exactly one, unless it violates the rule of one kind. */
export function plainStepsIn(file: PlainFileStep): PlainStep[] {
  return plainNames.flatMap((kind) => stepIn(kind, file, file) ?? []);
}

function stepIn<Name extends PlainName>(
  kind: Name,
  withs: { [One in Name]?: PlainWith[One] | undefined },
  { name, why }: Pick<PlainFileStep, 'name' | 'why'>,
): PlainStep<Name> | undefined {
  const found = withs[kind];
  return found === undefined ? undefined : { kind, with: found, name, why };
}

const actions: { [Name in PlainName]: StepActions<PlainWith[Name]> } = plainKinds;

export function bindPlain<Name extends PlainName>(step: PlainStep<Name>): BoundStep {
  return bindStep(actions[step.kind], step.with);
}
