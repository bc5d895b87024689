import { NotReadyError } from '../../../foundation/errors/errors.ts';
import { undoFaults, type LastingFault } from '../faults/lasting-fault.ts';
import type { RunContext } from '../run-context.ts';
import { shownText } from '../shown.ts';
import { defineStep } from '../step-kind.ts';
import { targetsSchema } from '../target-schema.ts';
import { listOf, placeTargets, targetNames } from '../targets.ts';

/** The target that stands for everything that is cut off or slow. */
const allTargets = 'all';

export const healStep = defineStep({
  schema: targetsSchema.describe(
    'end what `isolate` or `slow` did, by the target named there; `all`: all of it',
  ),
  title: (targets) =>
    `heal ${listOf(targets).includes(allTargets) ? 'every link' : `the links of ${targetNames(targets)}`}`,
  targets: (targets) => placeTargets(targets).filter(({ target }) => target !== allTargets),
  run: async (context, targets) => {
    const faults = [...new Set(listOf(targets).flatMap((target) => brokenBy(context, target)))];
    if (faults.length === 0) throw new NotReadyError('no link is cut or slow, so there is nothing to heal');
    const undone = await undoFaults(context.lasting, faults);
    return undone.map(({ name }) => shownText(`the links of ${name} are healed`));
  },
});

function brokenBy({ lasting }: RunContext, target: string): LastingFault[] {
  const broken = [...lasting].filter(({ kind }) => kind === 'isolate' || kind === 'slow');
  if (target === allTargets) return broken;
  return broken.filter((fault) => fault.target === target || fault.name === target);
}
