import { userInfo } from 'node:os';

/**
 * Gives a user whom the system does not know the home and the shell that container engines give: oclif asks for both while it is loaded,
 * and ends where there are none.
 */
export function settleUserEnvironment(env: NodeJS.ProcessEnv): void {
  if (env['HOME'] && env['SHELL'] !== undefined) return;
  try {
    userInfo();
  } catch {
    env['HOME'] ||= '/';
    env['SHELL'] ??= '';
  }
}
