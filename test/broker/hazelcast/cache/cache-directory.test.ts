import { stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname } from 'node:path';
import { expect, test } from 'vitest';
import { cacheDirectory } from '../../../../src/broker/hazelcast/cache/cache-directory.ts';

test.each([
  ['linux', {}, '/home/u/.cache/distq'],
  ['linux', { XDG_CACHE_HOME: '/elsewhere' }, '/elsewhere/distq'],
  ['linux', { XDG_CACHE_HOME: 'relative' }, '/home/u/.cache/distq'],
  ['darwin', { XDG_CACHE_HOME: '/elsewhere' }, '/home/u/Library/Caches/distq'],
  ['win32', { LOCALAPPDATA: '/appdata' }, '/appdata/distq/Cache'],
  ['linux', { XDG_CACHE_HOME: '/elsewhere', DISTQ_CACHE_DIR: '/named' }, '/named'],
] as const)('on %s with %j the cache is %s', (platform, env, expected) => {
  expect(cacheDirectory(env, { platform, home: '/home/u', canBeMade: () => true })).toBe(expected);
});

test('a user without a home, or with one that may not be written to, has a private directory for it', async () => {
  for (const surroundings of [{ home: null }, { home: '/', canBeMade: () => false }]) {
    const directory = cacheDirectory({}, { platform: 'linux', ...surroundings });
    expect(directory.startsWith(tmpdir())).toBe(true);
    expect((await stat(dirname(directory))).mode & 0o777).toBe(0o700);
  }
});
