/**
 * Decides once whether to use colours and sets the variables that every package reads: `--no-color` wins, then
 * `FORCE_COLOR`, then `NO_COLOR`. Must run before any of those packages is loaded, because they read them at import.
 */
export function settleColourEnvironment(args: readonly string[], env: NodeJS.ProcessEnv): void {
  const end = args.indexOf('--');
  const off = args.slice(0, end === -1 ? undefined : end).includes('--no-color');
  const force = env['FORCE_COLOR'];
  if (off || force === '0' || force === 'false') {
    env['NO_COLOR'] = '1';
    delete env['FORCE_COLOR'];
  } else if (force !== undefined || env['NO_COLOR'] === '') {
    delete env['NO_COLOR'];
  }
}
