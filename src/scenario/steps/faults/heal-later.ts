import type { RunContext } from '../run-context.ts';
import type { LastingFault } from './lasting-fault.ts';

/**
 * Notes in the context how the links of members are healed, and when, with their faults.
 * @param targets of the step, which resolved to `names`
 */
export function healLater(
  { session, faults, lasting }: RunContext,
  kind: 'isolate' | 'slow',
  targets: readonly string[],
  names: readonly string[],
): void {
  // One object for the step: members that were cut off together come back together.
  const undo = async (): Promise<'undone'> => {
    const { at, links } = await session.heal([...names]);
    const held = links.reduce((sum, { bytesHeldBack }) => sum + bytesHeldBack, 0);
    for (const fault of faults)
      if (fault.kind === kind && names.includes(fault.target) && fault.healedAt === undefined) {
        fault.healedAt = at;
        if (kind === 'isolate') fault.bytesHeldBack = held;
      }
    return 'undone';
  };
  const fault: LastingFault = { kind, name: names.join(', '), target: targets.join(', '), undo };
  lasting.add(fault);
}
