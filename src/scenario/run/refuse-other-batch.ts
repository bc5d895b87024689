import { UsageError } from '../../foundation/errors/errors.ts';
import { readBatchPlan } from './batch-plan.ts';

/**
 * Refuses to resume a batch unless all of its planned runs are planned again (more may be added). Otherwise the new
 * plan would drop the evidence of the others, and a single run would remove it.
 * @param folders of the requested runs; a single run's is `.`
 * @throws UsageError if the directory contains a batch of other runs
 */
export async function refuseOtherBatch(directory: string, folders: readonly string[]): Promise<void> {
  // A plan that cannot be read does not belong to a batch of distq.
  const plan = (await readBatchPlan(directory).catch(() => undefined)) ?? [];
  const left = plan.map(({ folder }) => folder).filter((folder) => !folders.includes(folder));
  const [first] = left;
  if (first === undefined) return;
  const which = left.length === 1 ? first : `${first} and ${left.length - 1} more`;
  const wanted = folders.length === 1 ? 'a single run' : `${folders.length} runs`;
  throw new UsageError(
    `${directory} holds a batch of ${plan.length} runs, and ${wanted} cannot resume it: ${which} would be dropped`,
    {
      hint: 'give the same scenarios and --repeat (you may add scenarios at the end), or another --report; without --resume the batch is removed',
    },
  );
}
