import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { folderOf, writeBatchPlan } from '../../src/scenario/batch-plan.ts';
import { clearEvidence } from '../../src/scenario/clear-evidence.ts';
import { evidenceFiles } from '../../src/scenario/evidence.ts';
import { UsageError } from '../../src/shared/errors.ts';
import { journalText, messages, recordOf, writeEvidence } from './support/run-files.ts';

/** A directory as a run leaves it. */
async function leftByRun(): Promise<string> {
  const ten = messages(10);
  const directory = await writeEvidence(recordOf(ten), journalText(ten));
  for (const file of ['report.json', 'report.html', 'junit.xml']) await writeFile(join(directory, file), '');
  await writeLogs(directory);
  return directory;
}

async function writeLogs(directory: string): Promise<void> {
  await mkdir(join(directory, 'logs'), { recursive: true });
  for (const log of ['facade-service-1.log', 'hazelcast-node1.log', 'hazelcast-node1.log.1'])
    await writeFile(join(directory, 'logs', log), 'earlier');
}

async function filesIn(directory: string): Promise<string[]> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(directory.length + 1))
    .sort();
}

describe('clearEvidence', () => {
  test('leaves nothing of an earlier run that could be taken for this one', async () => {
    const directory = await leftByRun();
    await clearEvidence(directory);
    expect(await readdir(directory)).toEqual([]);
  });

  test('nor of an earlier batch, however many runs it had', async () => {
    const directory = await leftByRun();
    const runs = [1, 2, 1_000].map((number) => ({ folder: folderOf(number, 'demo'), scenario: 'demo' }));
    for (const { folder } of runs) {
      await mkdir(join(directory, folder));
      await writeFile(join(directory, folder, evidenceFiles.record), '{}');
      await writeLogs(join(directory, folder));
    }
    await writeFile(join(directory, 'index.html'), '');
    await writeBatchPlan(
      directory,
      runs.map((run) => ({ ...run, seed: 1, command: 'distq scenario run demo' })),
    );
    await clearEvidence(directory);
    expect(await readdir(directory)).toEqual([]);
  });

  test('leaves what distq did not write, also beside its files and in folders that look like a run', async () => {
    const directory = await leftByRun();
    const own = ['001-intro/chapter.md', '002-demo/notes.txt', 'logs/notes.txt', 'notes.txt', 'src/main.log'];
    for (const file of own) {
      await mkdir(join(directory, file, '..'), { recursive: true });
      await writeFile(join(directory, file), 'mine');
    }
    await writeFile(join(directory, '002-demo', evidenceFiles.journal), '');
    await clearEvidence(directory);
    expect(await filesIn(directory)).toEqual(own);
  });

  test('makes the directory, and says so where it cannot', async () => {
    const directory = await leftByRun();
    await clearEvidence(join(directory, 'deep', 'er'));
    await mkdir(join(directory, 'deep', 'er', 'still'));
    await expect(clearEvidence(join(directory, evidenceFiles.record))).rejects.toThrow(UsageError);
  });
});
