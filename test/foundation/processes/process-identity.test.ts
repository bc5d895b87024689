import { expect, test } from 'vitest';
import {
  identifyProcess,
  isRunning,
  isStopped,
  presenceOf,
} from '../../../src/foundation/processes/process-identity.ts';

test('another start under the same pid is another process', async () => {
  const self = await identifyProcess(process.pid);
  if (self === undefined) throw new Error('no identity');
  expect(await isRunning(self)).toBe(true);
  expect(await presenceOf(self)).toBe('runs');
  expect(await isStopped(process.pid)).toBe(false);
  const earlier = { pid: process.pid, startedAt: 'earlier' };
  expect(await isRunning(earlier)).toBe(false);
  expect(await presenceOf(earlier)).toBe('gone');
});

test.each([0, -1, 2 ** 31 - 1, 2 ** 31, 1e15])('no process has the number %d', async (pid) => {
  expect(await identifyProcess(pid)).toBeUndefined();
  expect(await presenceOf({ pid, startedAt: '1' })).toBe('gone');
});
