import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { askProgram } from '../../../src/foundation/processes/ask-program.ts';
import { lookUpProcess, readPowerShell, readPs } from '../../../src/foundation/processes/look-up-process.ts';
import { waitFor } from '../../../src/foundation/async/wait-for.ts';

const silent = { stdout: '', problem: '' };

afterEach(() => {
  vi.unstubAllEnvs();
});

describe.skipIf(process.platform === 'win32')('asking ps', () => {
  const platform = 'darwin';

  test('gives the same in every time zone and language', async () => {
    const told = await lookUpProcess(process.pid, { platform });
    expect(told).toMatchObject({ state: 'runs', isStopped: false });
    vi.stubEnv('TZ', 'Asia/Tokyo');
    vi.stubEnv('LC_ALL', 'de_DE.UTF-8');
    expect(await lookUpProcess(process.pid, { platform })).toEqual(told);
  });

  test('recognises a stopped process, and one that is gone', async () => {
    const child = spawn('sleep', ['1000']);
    const pid = child.pid ?? 0;
    child.kill('SIGSTOP');
    await waitFor({
      what: 'the process to be suspended',
      timeoutMs: 10_000,
      probe: async () => {
        const sight = await lookUpProcess(pid, { platform });
        return sight.state === 'runs' && sight.isStopped ? true : undefined;
      },
    });
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(await lookUpProcess(pid, { platform })).toEqual({ state: 'gone' });
  });

  test('without ps an existing process is unknown, and a missing one is gone', async () => {
    const ask = (file: string, args: string[]) =>
      askProgram(file, args, { env: { PATH: '/nowhere' }, timeoutMs: 10_000 });
    const given = { platform, ask } as const;
    expect(await lookUpProcess(process.pid, given)).toEqual({
      state: 'unknown',
      why: 'ps: ps is not installed',
    });
    expect(await lookUpProcess(2 ** 31 - 1, given)).toEqual({ state: 'gone' });
  });
});

test.skipIf(process.platform !== 'linux')('a zombie is gone', async () => {
  // `sleep` does not ask how the child that it has from the shell ended.
  const parent = spawn('sh', ['-c', '(read line <&3) & echo $!; exec sleep 1000 3<&-'], {
    stdio: ['ignore', 'pipe', 'ignore', 'pipe'],
  });
  try {
    const pid = Number(String(await once(parent.stdout ?? process.stdin, 'data')));
    await waitFor({
      what: 'the shell to be sleep',
      timeoutMs: 10_000,
      probe: async () => (await readFile(`/proc/${parent.pid ?? 0}/comm`, 'utf8')) === 'sleep\n' || undefined,
    });
    expect(await lookUpProcess(pid)).toMatchObject({ state: 'runs' });
    parent.stdio[3]?.destroy();
    await waitFor({
      what: 'it to be gone',
      timeoutMs: 10_000,
      probe: async () => (await lookUpProcess(pid)).state === 'gone' || undefined,
    });
    expect(process.kill(pid, 0)).toBe(true);
  } finally {
    parent.kill('SIGKILL');
  }
});

test.each([
  { stdout: 'Ss   Thu Jan  1 10:00:00 2026\n', state: 'runs', isStopped: false },
  { stdout: 'T+   Thu Jan 12 10:00:00 2026    \n', state: 'runs', isStopped: true },
  { stdout: 'Z    Thu Jan  1 10:00:00 2026\n', state: 'gone' },
  { stdout: '', state: 'unknown', why: 'ps answered nothing' },
  // BusyBox has no column for it.
  { stdout: 'Ss\n', state: 'unknown', why: 'ps answered "Ss"' },
  { stdout: 'PID   USER     COMMAND\n', state: 'unknown' },
])('ps answers $stdout: $state', ({ stdout, ...expected }) => {
  expect(readPs({ ...silent, stdout })).toMatchObject(expected);
});

test.each([
  { stdout: '134115552000000000\r\n', state: 'runs', startedAt: '134115552000000000' },
  { stdout: 'gone\r\n', state: 'gone' },
  { stdout: '', state: 'unknown' },
  { stdout: 'running scripts is disabled on this system', state: 'unknown' },
])('PowerShell answers $stdout: $state', ({ stdout, ...expected }) => {
  expect(readPowerShell({ ...silent, stdout })).toMatchObject(expected);
});

test('the error says why a program could not be asked', () => {
  expect(readPs({ stdout: '', problem: 'no answer within 10 s' })).toEqual({
    state: 'unknown',
    why: 'ps: no answer within 10 s',
  });
});
