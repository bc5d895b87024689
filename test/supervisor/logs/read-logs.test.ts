import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ProcessLog } from '../../../src/supervisor/logs/process-log.ts';
import { readLogs } from '../../../src/supervisor/logs/read-logs.ts';

let directory: string;
let log: ProcessLog;
let output: PassThrough;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'distq-test-'));
  log = new ProcessLog(join(directory, 'a.log'));
  output = new PassThrough();
  const stderr = new PassThrough();
  const exited = Promise.resolve({ code: 0, signal: undefined });
  const kill = () => Promise.resolve(false);
  log.follow({ pid: 1, stdin: undefined, stdout: output, stderr, exited, kill });
});

afterEach(async () => {
  log.close();
  await rm(directory, { recursive: true });
});

test('a reader that stops reading uses bounded memory, and learns how many lines it missed', async () => {
  log.append('before\n');
  const end = new AbortController();
  const lines = readLogs([{ name: 'a', log }], { tail: 10, follow: true }, end.signal);
  expect((await lines.next()).value).toEqual({ name: 'a', line: 'before' });
  const chunk = `${'x'.repeat(999)}\n`.repeat(1_000);
  for (let written = 0; written < 20; written += 1) output.emit('data', Buffer.from(chunk));
  output.emit('data', Buffer.from('last\n'));
  let leftOut = 0;
  let kept = 0;
  for await (const { line } of lines) {
    const told = /^… (\d+) lines left out$/.exec(line);
    if (told === null) kept += 1;
    else leftOut += Number(told[1]);
    if (line === 'last') break;
  }
  expect(kept).toBeLessThan(5_000);
  expect(leftOut + kept).toBe(20_001);
  end.abort();
});
