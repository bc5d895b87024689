import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { batchPlanFile, folderOf, writeBatchPlan } from '../../../src/scenario/run/batch-plan.ts';
import { sumUp } from '../../../src/scenario/verdict/batch-result.ts';
import { evidenceFiles } from '../../../src/scenario/evidence/evidence.ts';
import { judgeDirectory } from '../../../src/scenario/run/judge-directory.ts';
import { UsageError } from '../../../src/foundation/errors/errors.ts';
import { journalText, messages, recordOf, writeEvidence } from '../support/run-files.ts';

const ten = messages(10);
const [, ...nine] = ten;
const passed = () => writeEvidence(recordOf(ten), journalText(ten));
const failed = () => writeEvidence(recordOf(nine), journalText(ten));
const inconclusive = () =>
  writeEvidence(recordOf(ten, {}, { control: { lost: { min: 1 } } }), journalText(ten));

/** A batch into a directory that an earlier, single run was reported into. */
async function batchOf(runs: readonly (() => Promise<string>)[]): Promise<string> {
  const directory = await passed();
  const plan = runs.map((_, index) => ({
    folder: folderOf(index + 1, 'test'),
    scenario: 'test',
    seed: 7 + index,
    command: `distq scenario run ./test.yaml --seed ${7 + index}`,
  }));
  await writeBatchPlan(directory, plan);
  for (const [index, run] of runs.entries())
    await cp(await run(), join(directory, folderOf(index + 1, 'test')), { recursive: true });
  return directory;
}

async function judgeBatch(directory: string) {
  const judged = await judgeDirectory(directory);
  if (!('batch' in judged)) throw new Error('taken for a single run');
  return judged.batch;
}

test('a single run is judged from its files', async () => {
  expect(await judgeDirectory(await passed())).toMatchObject({ only: { verdict: 'passed' } });
  await expect(judgeDirectory(join(await passed(), 'elsewhere'))).rejects.toThrow(/no evidence of a run/);
});

test('every run of a batch is judged, and not the single run that was there before', async () => {
  const batch = await judgeBatch(await batchOf([passed, failed, inconclusive]));
  expect(batch.map(({ document }) => document.verdict)).toEqual(['passed', 'failed', 'inconclusive']);
  expect(batch.map(({ scenario }) => scenario?.name)).toEqual(['test', 'test', 'test']);
  expect(sumUp(batch.map(({ document }) => document))).toMatchObject({
    passed: 1,
    failed: 1,
    inconclusive: 1,
  });
});

test.each<[string, (folder: string) => Promise<void>]>([
  ['broke', (folder) => rm(join(folder, evidenceFiles.record))],
  ['was not begun', (folder) => rm(folder, { recursive: true })],
  [
    'left a file that is none',
    (folder) => writeFile(join(folder, evidenceFiles.record), '{"schemaVersion":2,'),
  ],
])('a run of a batch that %s has failed, with the command that makes it', async (_, spoil) => {
  const directory = await batchOf([passed, passed]);
  await spoil(join(directory, '002-test'));
  const [first, second] = await judgeBatch(directory);
  expect(first?.document.verdict).toBe('passed');
  expect(second?.document).toMatchObject({
    schemaVersion: 2,
    scenario: 'test',
    verdict: 'failed',
    durationMs: 0,
    seed: 8,
    command: 'distq scenario run ./test.yaml --seed 8',
  });
  expect(second?.document).toHaveProperty(
    'error',
    expect.stringMatching(/no evidence of a run in .*002-test/),
  );
});

test.each([
  ['no JSON', '{'],
  ['of somebody else', '{"name":"package"}'],
  [
    'with a folder elsewhere',
    '{"schemaVersion":2,"runs":[{"folder":"../x","scenario":"x","seed":1,"command":"x"},{"folder":"001-x","scenario":"x","seed":1,"command":"x"}]}',
  ],
])('a plan that is %s is refused, and nothing is judged in its place', async (_, text) => {
  const directory = await passed();
  await mkdir(join(directory, '001-test'));
  await writeFile(join(directory, batchPlanFile), text);
  const judged = judgeDirectory(directory);
  await expect(judged).rejects.toThrow(UsageError);
  await expect(judged).rejects.toThrow(/no batch of runs in .*batch\.json/);
});
