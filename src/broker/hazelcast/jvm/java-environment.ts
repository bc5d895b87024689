import { plainEnvironment } from '../../../foundation/processes/plain-environment.ts';

/**
 * The environment of `java`. On Linux it reads paths, its own among them, in the locale's encoding, and under `LC_ALL=C` it has no letter but ASCII's for
 * them. macOS and Windows have one encoding for paths whatever the locale is.
 */
export function javaEnvironment(
  env: NodeJS.ProcessEnv,
  platform: NodeJS.Platform = process.platform,
): Record<string, string> {
  const plain = plainEnvironment(env);
  return platform === 'win32' || platform === 'darwin' ? plain : { ...plain, LC_ALL: 'C.UTF-8' };
}
