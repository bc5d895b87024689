import { expect, test } from 'vitest';
import { cacheDirectory } from '../../src/cluster/cache-directory.ts';

test.each([
  ['linux', {}, '/home/u/.cache/distq'],
  ['linux', { XDG_CACHE_HOME: '/elsewhere' }, '/elsewhere/distq'],
  ['linux', { XDG_CACHE_HOME: 'relative' }, '/home/u/.cache/distq'],
  ['darwin', { XDG_CACHE_HOME: '/elsewhere' }, '/home/u/Library/Caches/distq'],
  ['win32', { LOCALAPPDATA: '/appdata' }, '/appdata/distq/Cache'],
  ['linux', { XDG_CACHE_HOME: '/elsewhere', DISTQ_CACHE_DIR: '/named' }, '/named'],
] as const)('on %s with %j the cache is %s', (platform, env, expected) => {
  expect(cacheDirectory(env, platform, '/home/u')).toBe(expected);
});
