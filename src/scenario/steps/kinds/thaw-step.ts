import { NotReadyError } from '../../../foundation/errors/errors.ts';
import { undoFaults, type LastingFault } from '../faults/lasting-fault.ts';
import type { RunContext } from '../run-context.ts';
import { shownText } from '../shown.ts';
import { defineStep } from '../step-kind.ts';
import { targetsSchema } from '../target-schema.ts';
import { listOf, placeTargets, resolveTarget, targetNames } from '../targets.ts';

/** The target that means everything that is frozen. */
const allFrozen = 'frozen';

export const thawStep = defineStep({
  schema: targetsSchema.describe('resume (SIGCONT) what a `freeze` suspended; `frozen`: all of it'),
  title: (targets) =>
    `thaw ${listOf(targets).includes(allFrozen) ? 'all that is frozen' : targetNames(targets)}`,
  targets: (targets) => placeTargets(targets).filter(({ target }) => target !== allFrozen),
  run: async (context, targets) => {
    const wanted = listOf(targets).map((target) => ({ target, faults: frozenBy(context, target) }));
    const faults = [...new Set(wanted.flatMap((one) => one.faults))];
    if (faults.length === 0)
      throw new NotReadyError(
        listOf(targets).includes(allFrozen)
          ? 'nothing is frozen, so there is nothing to thaw'
          : `${targetNames(targets)}: not frozen, so there is nothing to thaw`,
      );
    const unfrozen = wanted.filter((one) => one.faults.length === 0);
    const undone = await undoFaults(context.lasting, faults);
    return [
      ...undone.map(({ name, result }) =>
        shownText(result === 'undone' ? `${name} was thawed` : `${name} ended while it was frozen`),
      ),
      ...unfrozen.map(({ target }) => shownText(`${target} was not frozen`)),
    ];
  },
});

/**
 * The frozen processes of a target. A role means the process to which `freeze` resolved it: after its owner was frozen,
 * the queue soon has another owner. It uses the last status because a new request would wait for the frozen member and
 * prolong the freeze.
 */
function frozenBy({ lasting, lastStatus, choices }: RunContext, target: string): LastingFault[] {
  const frozen = [...lasting].filter(({ kind }) => kind === 'freeze');
  if (target === allFrozen) return frozen;
  const named = frozen.filter((fault) => fault.name === target || fault.target === target);
  if (named.length > 0) return named;
  const { names } = resolveTarget(target, lastStatus(), choices);
  return frozen.filter(({ name }) => names.includes(name));
}
