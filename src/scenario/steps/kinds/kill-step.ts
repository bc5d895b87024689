import { z } from 'zod';
import { describeFault } from '../faults/describe-fault.ts';
import { killTargets } from '../faults/kill-targets.ts';
import type { RecordedFault } from '../faults/recorded-fault.ts';
import { defineStep } from '../step-kind.ts';
import { targetsSchema, underWaySchema } from '../target-schema.ts';
import { listOf, placeTargets, targetNames } from '../targets.ts';

export const killStep = defineStep({
  schema: z
    .strictObject({
      target: targetsSchema,
      signal: z
        .enum(['SIGKILL', 'SIGTERM'])
        .default('SIGKILL')
        .describe('SIGTERM lets the process shut down by itself'),
      underWay: underWaySchema,
    })
    .describe('kill, and check that the processes ended; several targets one after the other'),
  title: ({ target, signal }) => `kill ${targetNames(target)} (${signal})`,
  targets: ({ target }) => placeTargets(target, ['target']),
  faultWords: ({ target, signal }) => listOf(target).map((one) => `${signal} ${one}`),
  underWay: ({ underWay }) => (underWay ? ['underWay'] : undefined),
  run: async (context, kill) => {
    const faults = await killTargets(context, kill);
    return faults.map((fault) => describeFault(fault, effectOf(fault)));
  },
});

function effectOf({ target, signal, ownerBefore, ownerAfter }: RecordedFault): string {
  const moved = ownerBefore === target && ownerAfter !== null;
  return `${target} ended (${signal})${moved ? `; ${ownerAfter} owns the queue now` : ''}`;
}
