import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { folderOf, writeBatchPlan } from '../../../src/scenario/run/batch-plan.ts';
import { keepLogs, prepareBatch, prepareRun } from '../../../src/scenario/run/prepare-directory.ts';
import { UsageError } from '../../../src/foundation/errors/errors.ts';
import { journalText, messages, recordOf, writeEvidence } from '../support/run-files.ts';

const ten = messages(10);

async function newDirectory(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'distq-report-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  return directory;
}

async function write(directory: string, files: Readonly<Record<string, string>>): Promise<void> {
  for (const [file, text] of Object.entries(files)) {
    await mkdir(dirname(join(directory, file)), { recursive: true });
    await writeFile(join(directory, file), text);
  }
}

/** Does what a run does in its directory, whatever else is there. */
async function leaveRun(directory: string): Promise<void> {
  await prepareRun(directory);
  const evidence = {
    'evidence.json': `${JSON.stringify(recordOf(ten))}\n`,
    'journal.jsonl': journalText(ten),
  };
  await write(directory, { ...evidence, 'report.json': '', 'report.html': '', 'junit.xml': '' });
  const session = await newDirectory();
  await write(session, { 'facade-service-1.log': '', 'node1.log': '', 'node1.log.1': '' });
  await keepLogs(session, directory);
}

/** Does what a batch does. */
async function leaveBatch(directory: string, numbers: readonly number[]): Promise<void> {
  const folders = numbers.map((number) => folderOf(number, 'demo'));
  await prepareBatch({ directory, folders, keep: false });
  const plan = folders.map((folder) => ({
    folder,
    scenario: 'demo',
    seed: 1,
    command: 'distq scenario run demo',
  }));
  await writeBatchPlan(directory, plan);
  for (const folder of folders) await leaveRun(join(directory, folder));
  await write(directory, { 'index.html': '', 'junit.xml': '' });
}

async function filesIn(directory: string): Promise<string[]> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(directory.length + 1))
    .sort();
}

/** What people have in a project, with names that are much like ours. */
const project = {
  '001-intro/chapter.md': 'mine',
  '002-demo/notes.txt': 'mine',
  '2024-slides/junit.xml': 'mine',
  '2024-slides/logs/build.log': 'mine',
  'index.html': 'mine',
  'logs/app.log': 'mine',
  'logs/node1.log.1': 'mine',
  'notes.txt': 'mine',
};

async function expectUntouched(directory: string, files: Readonly<Record<string, string>>): Promise<void> {
  for (const [file, text] of Object.entries(files))
    expect([file, await readFile(join(directory, file), 'utf8')]).toEqual([file, text]);
}

describe('what earlier runs left', () => {
  test.each<[string, (directory: string) => Promise<void>]>([
    ['a run', leaveRun],
    ['a run that was ended before it had any evidence', prepareRun],
    ['a batch, however many runs it had', (directory) => leaveBatch(directory, [1, 2, 1_000])],
    [
      'a batch and a run before',
      async (directory) => {
        await leaveRun(directory);
        await leaveBatch(directory, [1, 2]);
      },
    ],
  ])('is gone: %s', async (_, leave) => {
    const directory = await newDirectory();
    await leave(directory);
    await prepareRun(directory);
    expect(await filesIn(directory)).toEqual(['run.json']);
    await leave(directory);
    await prepareBatch({ directory, folders: ['001-x', '002-x'], keep: false });
    expect(await filesIn(directory)).toEqual([]);
  });

  test('is known by its evidence, too, and by a part of it', async () => {
    const directory = await writeEvidence(recordOf(ten), journalText(ten));
    await prepareRun(directory);
    expect(await filesIn(directory)).toEqual(['run.json']);
    const part = JSON.stringify(recordOf(ten)).slice(0, 200);
    await rm(join(directory, 'run.json'));
    await write(directory, { 'evidence.json': part, 'report.html': '' });
    await prepareRun(directory);
    expect(await filesIn(directory)).toEqual(['run.json']);
  });

  test('stays where a batch goes on', async () => {
    const directory = await newDirectory();
    await leaveBatch(directory, [1, 2]);
    const left = await filesIn(directory);
    await prepareBatch({ directory, folders: ['001-demo', '002-demo', '003-demo'], keep: true });
    expect(await filesIn(directory)).toEqual(left);
  });
});

describe('what distq did not write stays', () => {
  test('however often a run writes beside it', async () => {
    const directory = await newDirectory();
    await write(directory, project);
    for (let time = 0; time < 3; time += 1) await leaveRun(directory);
    await prepareRun(directory);
    await expectUntouched(directory, project);
    expect(await filesIn(directory)).toEqual([...Object.keys(project), 'run.json'].sort());
  });

  test('and however often a batch does', async () => {
    const directory = await newDirectory();
    await write(directory, project);
    // A batch writes one itself.
    await rm(join(directory, 'index.html'));
    const beside = Object.fromEntries(Object.entries(project).filter(([file]) => file !== 'index.html'));
    for (let time = 0; time < 3; time += 1) await leaveBatch(directory, [1, 2]);
    await prepareRun(directory);
    await expectUntouched(directory, beside);
    expect(await filesIn(directory)).toEqual([...Object.keys(beside), 'run.json'].sort());
  });

  const aBatch = (directory: string) => leaveBatch(directory, [1, 2]);
  const onward = (directory: string) => prepareBatch({ directory, folders: ['001-demo'], keep: true });

  test.each([
    ['a run', 'evidence.json', prepareRun],
    ['a run', 'journal.jsonl', prepareRun],
    ['a run', 'junit.xml', prepareRun],
    ['a run', 'run.json', prepareRun],
    ['a batch', 'batch.json', aBatch],
    ['a batch', 'index.html', aBatch],
    ['a batch', '001-demo/report.html', aBatch],
    ['a batch that goes on', 'index.html', onward],
  ])('%s that would write over %s is refused, and nothing is removed', async (_, file, prepare) => {
    const directory = await newDirectory();
    const mine = { [file]: '{"name":"package"}', 'other.txt': 'mine' };
    await write(directory, mine);
    const prepared = prepare(directory);
    await expect(prepared).rejects.toThrow(UsageError);
    await expect(prepared).rejects.toThrow(file.split('/').at(-1));
    await expect(prepared).rejects.toHaveProperty('hint', expect.stringContaining('--report'));
    await expectUntouched(directory, mine);
    expect(await filesIn(directory)).toEqual(Object.keys(mine).sort());
  });
});

test('the directory is made, and said where it cannot be', async () => {
  const directory = await newDirectory();
  await prepareRun(join(directory, 'deep', 'er'));
  expect(await filesIn(directory)).toEqual(['deep/er/run.json']);
  await expect(prepareRun(join(directory, 'deep', 'er', 'run.json'))).rejects.toThrow(UsageError);
});
