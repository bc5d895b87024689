import { z } from 'zod';
import { bindPlain, plainFileStepSchema, plainStepsIn, type PlainFileStep } from '../plain-steps.ts';
import type { Shown } from '../shown.ts';
import { defineStep } from '../step-kind.ts';

export const repeatStep = defineStep({
  schema: z
    .strictObject({
      times: z.int().min(1).max(1_000).describe('number of rounds'),
      steps: z.array(plainFileStepSchema).min(1).describe('the steps of each round, in this order'),
    })
    .describe('run steps several times'),
  title: ({ times, steps }) => `${times} times: ${steps.map(titleOf).join(', ')}`,
  check: ({ steps }) =>
    steps.flatMap(({ post, finishPosts }, index) =>
      post?.background === true || finishPosts !== undefined
        ? [{ path: ['steps', index], message: 'posts in the background cannot start or finish in a repeat' }]
        : [],
    ),
  run: async (context, { times, steps }) => {
    const inner = steps.flatMap(plainStepsIn).map((step) => bindPlain(step));
    const shown: Shown[] = [];
    for (let round = 0; round < times; round += 1)
      for (const step of inner) {
        context.signal.throwIfAborted();
        shown.push(...(await step.run(context)));
      }
    return shown;
  },
});

function titleOf(file: PlainFileStep): string {
  return (
    file.name ??
    plainStepsIn(file)
      .map((step) => bindPlain(step).title())
      .join(' and ')
  );
}
