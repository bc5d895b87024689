import type { RunContext } from '../run-context.ts';

/**
 * Notes in the context how the links of members are healed; the heal is recorded in their faults.
 * @param targetByName the target of the step that resolved to each member
 */
export function healLater(
  { session, faults, lasting }: RunContext,
  kind: 'isolate' | 'slow',
  targetByName: ReadonlyMap<string, string>,
): void {
  for (const [name, target] of targetByName) {
    const undo = async (): Promise<'undone'> => {
      const { at, links } = await session.heal([name]);
      for (const fault of faults)
        if (fault.kind === kind && fault.target === name && fault.healedAt === undefined) {
          fault.healedAt = at;
          const counted = links.flatMap(({ bytesHeldBack }) => bytesHeldBack ?? []);
          if (kind === 'isolate' && counted.length > 0)
            fault.bytesHeldBack = counted.reduce((sum, bytes) => sum + bytes, 0);
        }
      return 'undone';
    };
    lasting.add({ kind, name, target, undo });
  }
}
