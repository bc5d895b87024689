import { accessSync, constants, existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { MachineLacksError } from '../../../foundation/errors/errors.ts';
import { homeDirectory } from '../../../foundation/files/home-directory.ts';
import { makePrivateDirectory, temporaryFolders } from '../../../foundation/files/private-directory.ts';

interface Surroundings {
  platform?: NodeJS.Platform;
  /** null: the user has none. */
  home?: string | null;
  /** Whether a directory is there or can be made. */
  canBeMade?: (directory: string) => boolean;
}

/**
 * Where distq keeps what it can make or fetch again (the jar, class caches), per user: where the platform has such things, or,
 * for a user without a home to write to, among the temporary files. The variable DISTQ_CACHE_DIR overrides it.
 * @throws MachineLacksError where there is no place for it
 */
export function cacheDirectory(
  env: NodeJS.ProcessEnv,
  {
    platform = process.platform,
    home = homeDirectory() ?? null,
    canBeMade = isOrCanBeMade,
  }: Surroundings = {},
): string {
  if (env['DISTQ_CACHE_DIR']) return resolve(env['DISTQ_CACHE_DIR']);
  const usual = usualCache(env, platform, home);
  if (usual !== undefined && canBeMade(usual)) return usual;
  const folder = temporaryFolders().find(makePrivateDirectory);
  if (folder !== undefined) return join(folder, 'cache');
  throw new MachineLacksError(
    `no place for Java's and Hazelcast's files: neither ${usual ?? 'a home directory'} nor a temporary directory may be written to`,
    { hint: 'name a directory that may be written to: DISTQ_CACHE_DIR' },
  );
}

function usualCache(
  env: NodeJS.ProcessEnv,
  platform: NodeJS.Platform,
  home: string | null,
): string | undefined {
  switch (platform) {
    case 'darwin':
      return joined(home, 'Library', 'Caches', 'distq');
    case 'win32':
      return joined(env['LOCALAPPDATA'] ?? joined(home, 'AppData', 'Local'), 'distq', 'Cache');
    default:
      // The specification of XDG_CACHE_HOME has relative values ignored.
      return joined(
        env['XDG_CACHE_HOME']?.startsWith('/') ? env['XDG_CACHE_HOME'] : joined(home, '.cache'),
        'distq',
      );
  }
}

function joined(base: string | null | undefined, ...names: string[]): string | undefined {
  return base === null || base === undefined ? undefined : join(base, ...names);
}

/** Whether it is there, or the directory in which it would have to be made may be written to. */
function isOrCanBeMade(directory: string): boolean {
  if (existsSync(directory)) return true;
  const parent = dirname(directory);
  if (parent === directory) return false;
  if (!existsSync(parent)) return isOrCanBeMade(parent);
  try {
    accessSync(parent, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
