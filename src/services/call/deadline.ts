import { withDeadline } from '../../foundation/async/wait-for.ts';
import { systemClock, type Clock } from '../../foundation/async/clock.ts';

/** A time limit that several attempts share. */
export class Deadline {
  readonly #clock: Pick<Clock, 'steadyMs' | 'schedule'>;
  readonly #end: number;

  constructor(timeoutMs: number, clock: Pick<Clock, 'steadyMs' | 'schedule'> = systemClock) {
    this.#clock = clock;
    this.#end = clock.steadyMs() + timeoutMs;
  }

  /** Never negative. */
  get leftMs(): number {
    return Math.max(0, this.#end - this.#clock.steadyMs());
  }

  /**
   * Awaits the work for at most this part of the time that is left. The work itself is not cancelled.
   * @throws NotReadyError after that time
   */
  bound<T>(what: string, work: Promise<T>, part = 1): Promise<T> {
    return withDeadline(what, this.leftMs * part, work, this.#clock.schedule);
  }
}
