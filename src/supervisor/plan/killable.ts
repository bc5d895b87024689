import { didYouMean } from '../../foundation/text/closest-name.ts';
import { NotReadyError, UsageError } from '../../foundation/errors/errors.ts';

/** @throws UsageError for a signal that the platform does not know */
export function assertSignalKnown(signal: NodeJS.Signals, platform: NodeJS.Platform): void {
  if (platform !== 'win32' || (signal !== 'SIGSTOP' && signal !== 'SIGCONT')) return;
  throw new UsageError(`cannot freeze a process on Windows: it has no ${signal}`, {
    hint: 'kill it instead: --signal SIGKILL',
  });
}

interface Killable {
  name: string;
  /** null if it does not run. */
  pid: number | null;
}

/**
 * Call this before the first of several signals: a later failure would hide the results of the first ones.
 * @throws NotReadyError that names each process that does not run
 */
export function assertAllRun(processes: readonly Killable[], signal: NodeJS.Signals): void {
  const dead = processes.filter(({ pid }) => pid === null).map(({ name }) => name);
  if (dead.length === 0) return;
  const others = processes.map(({ name }) => name).filter((name) => !dead.includes(name));
  const verb = dead.length === 1 ? 'is' : 'are';
  const unharmed = others.length === 0 ? '' : `, or name only running ones: ${others.join(' ')}`;
  throw new NotReadyError(`${dead.join(', ')} ${verb} not running; ${signal} was sent to no process`, {
    hint: `start first: distq start ${dead.join(' ')}${unharmed}`,
  });
}

/** @throws UsageError that lists the members, if there is none of this name */
export function assertMember(name: string, members: readonly string[]): void {
  if (members.includes(name)) return;
  throw new UsageError(`no member "${name}"${didYouMean(name, members)}`, {
    hint: `the members are: ${members.join(', ')}; for services and instances use \`distq kill\``,
  });
}
