import { userInfo } from 'node:os';
import { homeDirectory } from '../files/home-directory.ts';

/**
 * Gives a user whom no file of users knows what login(1) and containers give: the root directory for a home, and the plain shell. Packages ask for both,
 * some while they are loaded, and throw where there is none.
 */
export function settleUserEnvironment(env: NodeJS.ProcessEnv): void {
  if (homeDirectory() === undefined) env['HOME'] = '/';
  if (env['SHELL'] === undefined && !isKnownUser()) env['SHELL'] = '/bin/sh';
}

function isKnownUser(): boolean {
  try {
    userInfo();
    return true;
  } catch {
    return false;
  }
}
