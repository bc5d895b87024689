import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { writeNewFile } from '../../../src/foundation/files/write-new-file.ts';

test('a file that exists is not overwritten', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'distq-new-'));
  onTestFinished(() => rm(directory, { recursive: true }));
  const path = join(directory, 'lab.yaml');
  await writeNewFile(path, 'mine');
  await expect(writeNewFile(path, 'other')).rejects.toMatchObject({ code: 'usage' });
  expect(await readFile(path, 'utf8')).toBe('mine');
  await expect(writeNewFile(join(directory, 'no', 'lab.yaml'), '')).rejects.toMatchObject({ code: 'usage' });
});
