import { UsageError } from '../../foundation/errors/errors.ts';
import { readBatchPlan } from './batch-plan.ts';

/**
 * A batch goes on where every run that it planned is planned again, perhaps with more: else the new plan would forget the evidence of
 * the others, and a single run would remove it.
 * @param folders of the runs that are wanted now; a single run's is `.`
 * @throws UsageError if the directory holds a batch of other runs
 */
export async function refuseOtherBatch(directory: string, folders: readonly string[]): Promise<void> {
  // What is no plan of ours is no batch.
  const plan = (await readBatchPlan(directory).catch(() => undefined)) ?? [];
  const left = plan.map(({ folder }) => folder).filter((folder) => !folders.includes(folder));
  const [first] = left;
  if (first === undefined) return;
  const which = left.length === 1 ? first : `${first} and ${left.length - 1} more`;
  const wanted = folders.length === 1 ? 'a single run' : `${folders.length} runs`;
  throw new UsageError(
    `${directory} holds a batch of ${plan.length} runs, and ${wanted} cannot go on with it: ${which} would be left out`,
    {
      hint: 'name the scenarios and --repeat as before, and more at the end if you like; or another --report; without --resume the batch is removed',
    },
  );
}
