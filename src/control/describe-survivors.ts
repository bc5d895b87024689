import { NotReadyError } from '../foundation/errors/errors.ts';
import type { Survivor } from './contract.ts';

/** Describes the processes that still run after an end. */
export function survivorWords(survivors: readonly Survivor[]): string {
  return survivors.map(words).join(', ');
}

/** Says how to end them. */
export function survivorsHint(survivors: readonly Survivor[]): string {
  const pids = survivors.flatMap(({ pid }) => (pid === null ? [] : [pid]));
  const remedy = pids.length === 0 ? '' : `; end it: kill ${pids.join(' ')}`;
  return `it left the process group of its command, as a daemon does${remedy}`;
}

/** @throws NotReadyError that names the processes that still run, if any */
export function throwIfLeft(survivors: readonly Survivor[]): void {
  if (survivors.length === 0) return;
  throw new NotReadyError(`still running: ${survivorWords(survivors)}`, { hint: survivorsHint(survivors) });
}

function words({ pid, command, port }: Survivor): string {
  const who =
    pid === null ? 'a process that the system does not report' : `process ${pid} (${command ?? '?'})`;
  return port === null ? who : `${who}, which listens on port ${port}`;
}
