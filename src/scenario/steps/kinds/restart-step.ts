import type { z } from 'zod';
import { describeFault } from '../faults/describe-fault.ts';
import { restartTargets } from '../faults/restart-targets.ts';
import { defineStep } from '../step-kind.ts';
import { targetsOrMapSchema } from '../target-schema.ts';
import { isTargets, listOf, placeTargets, targetNames } from '../targets.ts';

const schema = targetsOrMapSchema.describe(
  'stop and start, and check that a new process runs; members one after the other',
);
type Restart = z.output<typeof schema>;

export const restartStep = defineStep({
  schema,
  title: (restart) => `restart ${targetNames(longForm(restart).target)}`,
  targets: (restart) => placeTargets(longForm(restart).target, isTargets(restart) ? [] : ['target']),
  faultWords: (restart) => listOf(longForm(restart).target).map((target) => `restart ${target}`),
  underWay: (restart) => (longForm(restart).underWay ? ['underWay'] : undefined),
  run: async (context, restart) => {
    const faults = await restartTargets(context, longForm(restart));
    return faults.map((fault) => {
      const { target, pid, newPid } = fault;
      return describeFault(
        fault,
        `${target} was restarted: process ${pid ?? 'unknown'}, then ${newPid ?? 'unknown'}`,
      );
    });
  },
});

function longForm(restart: Restart): { target: string | string[]; underWay: boolean } {
  return isTargets(restart) ? { target: restart, underWay: false } : restart;
}
