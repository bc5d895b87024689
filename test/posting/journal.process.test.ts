import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Journal, type JournalEvent } from '../../src/posting/journal.ts';
import { ExitCode, MachineLacksError, UsageError } from '../../src/foundation/errors/errors.ts';

let directory: string;
let path: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'distq-journal-'));
  path = join(directory, 'posted.jsonl');
});

afterEach(() => rm(directory, { recursive: true }));

function attempted(seq: number): JournalEvent {
  return { t: '2026-01-01T00:00:00.000Z', event: 'attempted', seq, uuid: `uuid-${seq}`, msg: `msg${seq}` };
}

async function lines(): Promise<unknown[]> {
  const text = await readFile(path, 'utf8');
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line): unknown => JSON.parse(line));
}

test('an event is in the file once its append has resolved, before the journal is closed', async () => {
  const journal = await Journal.open(path);
  await journal.append(attempted(1));
  expect(await lines()).toEqual([attempted(1)]);
  await journal.append(attempted(2));
  expect(await lines()).toEqual([attempted(1), attempted(2)]);
  await journal.close();
});

test('events appended at once keep their order', async () => {
  const journal = await Journal.open(path);
  const events = Array.from({ length: 500 }, (_, index) => attempted(index + 1));
  await Promise.all(events.map((event) => journal.append(event)));
  expect(await lines()).toEqual(events);
  await journal.close();
});

test('a line break in a message does not break its line', async () => {
  const journal = await Journal.open(path);
  const event = { ...attempted(1), msg: 'two\nlines\u2028"and quotes"' };
  await journal.append(event);
  await journal.close();
  expect(await lines()).toEqual([event]);
});

test('an existing journal is continued', async () => {
  for (const seq of [1, 2]) {
    const journal = await Journal.open(path);
    await journal.append(attempted(seq));
    await journal.close();
  }
  expect(await lines()).toEqual([attempted(1), attempted(2)]);
});

test('half a line left by a killed process does not swallow the next line', async () => {
  await writeFile(path, `${JSON.stringify(attempted(1))}\n{"t":"2026-01-0`);
  const journal = await Journal.open(path);
  await journal.append(attempted(2));
  await journal.close();
  const text = await readFile(path, 'utf8');
  expect(text.split('\n')).toEqual([
    JSON.stringify(attempted(1)),
    '{"t":"2026-01-0',
    JSON.stringify(attempted(2)),
    '',
  ]);
});

test('a journal in a directory that does not exist is a usage error with a remedy', async () => {
  const opening = Journal.open(join(directory, 'missing', 'posted.jsonl'));
  await expect(opening).rejects.toThrow(UsageError);
  await expect(opening).rejects.toThrow(/cannot open the journal .*posted\.jsonl/);
});

test('a journal whose half line cannot be completed is a usage error, too', async () => {
  await writeFile(path, '');
  await truncate(path, 2 ** 30);
  // A limit on the size of files stands for a disk without room.
  const script = 'ulimit -f 500000; exec "$@"';
  const program = [process.execPath, 'bin/dev.js', 'post', 'one', '--url', 'http://127.0.0.1:1'];
  const failing = promisify(execFile)('sh', ['-c', script, 'sh', ...program, '--json', '--journal', path]);
  const error = await failing.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toMatchObject({ code: ExitCode.usage });
  expect(error).toHaveProperty('stdout', expect.stringMatching(/"code": ?"usage".*cannot open the journal/s));
});

test.skipIf(process.platform !== 'linux')('a full disk fails the append, and every later one', async () => {
  const journal = await Journal.open('/dev/full');
  await expect(journal.append(attempted(1))).rejects.toThrow(MachineLacksError);
  await expect(journal.append(attempted(2))).rejects.toThrow(/cannot write the journal \/dev\/full: ENOSPC/);
  await journal.close();
});
