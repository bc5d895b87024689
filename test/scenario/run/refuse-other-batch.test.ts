import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { expect, onTestFinished, test } from 'vitest';
import { join } from 'node:path';
import { folderOf, writeBatchPlan } from '../../../src/scenario/run/batch-plan.ts';
import { refuseOtherBatch } from '../../../src/scenario/run/refuse-other-batch.ts';
import { UsageError } from '../../../src/foundation/errors/errors.ts';

async function batchOf(folders: readonly string[]): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'distq-batch-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  if (folders.length > 0)
    await writeBatchPlan(
      directory,
      folders.map((folder) => ({ folder, scenario: 'x', seed: 1, command: 'distq' })),
    );
  return directory;
}

const three = [1, 2, 3].map((number) => folderOf(number, 'tiny'));

test.each([
  ['the same', three, three],
  ['more', three, [...three, '004-other']],
  ['anything where no batch was', [], ['.']],
])('a batch goes on with %s', async (_, planned, wanted) => {
  await refuseOtherBatch(await batchOf(planned), wanted);
});

test.each([
  ['a single run', ['.'], /a single run cannot resume it: 001-tiny and 2 more would be dropped/],
  ['fewer', three.slice(0, 2), /2 runs cannot resume it: 003-tiny would be dropped/],
  ['others', ['001-other', '002-other', '003-other'], /001-tiny and 2 more/],
])('and not with %s', async (_, wanted, message) => {
  const refused = refuseOtherBatch(await batchOf(three), wanted);
  await expect(refused).rejects.toThrow(UsageError);
  await expect(refused).rejects.toThrow(message);
});
