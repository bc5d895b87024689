import { afterEach, expect, test, vi } from 'vitest';
import { identifyProcess, isRunning, psStartTime } from '../../src/shared/process-identity.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

test.skipIf(process.platform === 'win32')(
  'a process is the same in every time zone and language',
  async () => {
    const told = await psStartTime(process.pid);
    expect(told).toMatch(/\d{4}$/);
    vi.stubEnv('TZ', 'Asia/Tokyo');
    vi.stubEnv('LC_ALL', 'de_DE.UTF-8');
    expect(await psStartTime(process.pid)).toBe(told);
  },
);

test('another start under the same pid is another process', async () => {
  const self = await identifyProcess(process.pid);
  expect(self).toBeDefined();
  expect(await isRunning(self ?? { pid: 0, startedAt: '' })).toBe(true);
  expect(await isRunning({ pid: process.pid, startedAt: 'earlier' })).toBe(false);
});
