import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { LogFile } from '../../../src/supervisor/logs/log-file.ts';

let directory: string;
let log: LogFile;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'distq-test-'));
  log = new LogFile(join(directory, 'logs', 'a.log'), 100);
});

afterEach(async () => {
  log.close();
  await rm(directory, { recursive: true });
});

test('a tail is the last lines, oldest first, without an unfinished one', () => {
  log.append(Buffer.from('one\ntwo\nthr'));
  expect(log.tail(5)).toEqual(['one', 'two']);
  log.append(Buffer.from('ee\n'));
  expect(log.tail(2)).toEqual(['two', 'three']);
  expect(log.tail(0)).toEqual([]);
});

test('two files hold at most twice the bound, and a tail reaches over both', async () => {
  for (let line = 0; line < 50; line += 1) log.append(Buffer.from(`line ${String(line).padStart(4, '0')}\n`));
  const sizes = await Promise.all([log.path, `${log.path}.1`].map(async (path) => (await stat(path)).size));
  expect(Math.max(...sizes)).toBeLessThanOrEqual(100);
  expect(log.tail(12)).toHaveLength(12);
  expect(log.tail(12).at(-1)).toBe('line 0049');
  expect(log.tail(12)[0]).toBe('line 0038');
});

test('a tail leaves nothing out, however far it reaches back', () => {
  const long = new LogFile(join(directory, 'long.log'), 3 * 1024 * 1024);
  const lines = Array.from(
    { length: 25_000 },
    (_, line) => `${String(line).padStart(6, '0')} ${'ä'.repeat(90)}`,
  );
  for (const line of lines) long.append(Buffer.from(`${line}\n`));
  for (const count of [1, 340, 341, 6_000, 10_000, 20_000])
    expect(long.tail(count)).toEqual(lines.slice(-count));
  expect(long.tail(1_000_000).at(-1)).toBe(lines.at(-1));
  expect(long.tail(1_000_000).length).toBeGreaterThan(20_000);
  long.close();
});

test('a line that a rotation cut is whole in a tail', () => {
  log.append(Buffer.from(`one\n${'x'.repeat(90)}`));
  log.append(Buffer.from('yyyyyyyyyy\ntwo\n'));
  expect(log.tail(3)).toEqual(['one', `${'x'.repeat(90)}yyyyyyyyyy`, 'two']);
});

test('a tail of a removed log is empty', async () => {
  log.append(Buffer.from('one\n'));
  await rm(log.path);
  expect(log.tail(1)).toEqual([]);
});

test('a log that exists is continued', async () => {
  log.append(Buffer.from('before\n'));
  const again = new LogFile(log.path, 100);
  again.append(Buffer.from('after\n'));
  again.close();
  expect(await readFile(log.path, 'utf8')).toBe('before\nafter\n');
});

test('lines with a text are found in both files, oldest first, however far they are from the end', async () => {
  const long = new LogFile(join(directory, 'long.log'), 3 * 1024 * 1024);
  const filler = Buffer.from(`${'x'.repeat(1_000)}\n`.repeat(1_000));
  long.append(Buffer.from('wanted 1\n'));
  for (let time = 0; time < 4; time += 1) {
    long.append(filler);
    long.append(Buffer.from(`wanted ${time + 2}\n`));
  }
  expect((await stat(`${long.path}.1`)).size).toBeGreaterThan(2 * 1024 * 1024);
  expect(await found(long)).toEqual([1, 2, 3, 4, 5].map((number) => `wanted ${number}`));
  long.close();
});

test('a rotation while lines are read neither hides one nor gives one twice', async () => {
  log.append(Buffer.from('wanted 1\n'));
  log.append(Buffer.from(`${'x'.repeat(85)}\n`));
  log.append(Buffer.from('wanted 2\n'));
  const lines: string[] = [];
  for await (const line of log.linesWith('wanted')) {
    lines.push(line);
    if (lines.length === 1) log.append(Buffer.from(`${'y'.repeat(95)}\n`));
  }
  expect(lines).toEqual(['wanted 1', 'wanted 2']);
});

async function found(file: LogFile): Promise<string[]> {
  const lines: string[] = [];
  for await (const line of file.linesWith('wanted')) lines.push(line);
  return lines;
}
