import { execa } from 'execa';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readJournal } from '../../../src/posting/read-journal.ts';
import { judgeDirectory } from '../../../src/scenario/run/judge-directory.ts';
import { readRegularFile } from '../../../src/foundation/files/read-regular-file.ts';
import { temporaryDirectory } from '../../broker/hazelcast/support/temporary-directory.ts';

test.skipIf(process.platform === 'win32')(
  'a named pipe instead of evidence is refused, not waited for',
  async () => {
    const directory = await temporaryDirectory();
    const pipe = join(directory, 'evidence.json');
    await execa('mkfifo', [pipe, join(directory, 'journal.jsonl')]);
    await expect(judgeDirectory(directory)).rejects.toMatchObject({
      exitCode: 2,
      message: `no evidence of a run in ${pipe}: ${pipe} is not a regular file`,
    });
    await expect(readJournal(join(directory, 'journal.jsonl'))).rejects.toThrow('is not a regular file');
    await expect(judgeDirectory(pipe)).rejects.toMatchObject({ exitCode: 2 });
  },
);

test('a directory and a file that is too large are refused', async () => {
  const directory = await temporaryDirectory();
  await mkdir(join(directory, 'folder'));
  await writeFile(join(directory, 'file'), '12345');
  await expect(readRegularFile(join(directory, 'folder'))).rejects.toThrow('folder is a directory');
  await expect(readRegularFile(join(directory, 'file'), 4)).rejects.toThrow(
    'has 5 bytes; expected at most 4',
  );
  expect(await readRegularFile(join(directory, 'file'), 5)).toBe('12345');
});
