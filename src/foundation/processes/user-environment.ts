import { userInfo } from 'node:os';
import { homeDirectory } from '../files/home-directory.ts';

/**
 * Gives a user without an entry in the user database the defaults of login(1) and containers: the root directory as
 * home, and the plain shell. Packages read both, some at import, and throw if they are missing.
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
