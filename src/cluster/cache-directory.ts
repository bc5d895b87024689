import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/**
 * Where distq keeps what it can make or fetch again (the jar, class-data archives), per user.
 * The variable DISTQ_CACHE_DIR overrides it.
 */
export function cacheDirectory(
  env: NodeJS.ProcessEnv,
  platform: NodeJS.Platform = process.platform,
  home: string = homedir(),
): string {
  if (env['DISTQ_CACHE_DIR']) return resolve(env['DISTQ_CACHE_DIR']);
  switch (platform) {
    case 'darwin':
      return join(home, 'Library', 'Caches', 'distq');
    case 'win32':
      return join(env['LOCALAPPDATA'] ?? join(home, 'AppData', 'Local'), 'distq', 'Cache');
    default:
      // The specification of XDG_CACHE_HOME has relative values ignored.
      return join(
        env['XDG_CACHE_HOME']?.startsWith('/') ? env['XDG_CACHE_HOME'] : join(home, '.cache'),
        'distq',
      );
  }
}
