import { describeFault } from '../faults/describe-fault.ts';
import { freezeTargets } from '../faults/freeze-targets.ts';
import { defineStep } from '../step-kind.ts';
import { targetsSchema } from '../target-schema.ts';
import { listOf, placeTargets, targetNames } from '../targets.ts';

export const freezeStep = defineStep({
  schema: targetsSchema.describe('suspend (SIGSTOP) until `thaw`, or until the last step is done'),
  title: (targets) => `freeze ${targetNames(targets)}`,
  targets: (targets) => placeTargets(targets),
  faultWords: (targets) => listOf(targets).map((target) => `freeze ${target}`),
  run: async (context, targets) => {
    const faults = await freezeTargets(context, targets);
    return faults.map((fault) => describeFault(fault, `${fault.target} is suspended (${fault.signal})`));
  },
});
