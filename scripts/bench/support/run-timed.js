import { spawnSync } from 'node:child_process';

/**
 * Runs a program, which must succeed. @returns the duration in ms
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv }} [options]
 */
export function runTimed(command, args, options = {}) {
  const startMs = performance.now();
  const { status, stderr, error } = spawnSync(command, args, { encoding: 'utf8', ...options });
  if (status !== 0)
    throw (
      error ?? new Error(`${command} ${args.join(' ')} ended with exit code ${status ?? 'none'}\n${stderr}`)
    );
  return performance.now() - startMs;
}
