import { NotReadyError } from '../../foundation/errors/errors.ts';

/** A signal for a process that does not run. */
export function notRunning(name: string, signal: NodeJS.Signals): NotReadyError {
  return new NotReadyError(`${name} is not running; cannot send it ${signal}`, {
    hint: `start it: distq start ${name}`,
  });
}

/** A start while the process of the last one still runs, although it was killed. */
export function notEnded(name: string, pid: number): NotReadyError {
  return new NotReadyError(`process ${pid} of ${name} has not ended; not starting it again`, {
    hint: `to see why it is stuck: ps -fp ${pid}`,
  });
}
