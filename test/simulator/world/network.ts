import type { Faults, Kind } from '../faults.ts';
import type { Process } from './process.ts';
import type { Timeline } from '../timeline.ts';
import type { Trace } from '../trace.ts';

/** What an operation came to. `text` is for the trace; undefined: nothing happened. */
export interface Done<T> {
  value: T;
  text: string | undefined;
}

/** Between processes and the cluster: it carries out their operations, or fails to, as the faults will have it. */
export class Network {
  readonly #deps: { timeline: Timeline; faults: Faults; trace: Trace; crash: (process: Process) => void };

  constructor(deps: { timeline: Timeline; faults: Faults; trace: Trace; crash: (process: Process) => void }) {
    this.#deps = deps;
  }

  /** @param carryOut what it does to the cluster, in one step; `isAlone`: what it writes is with one member */
  call<T>(process: Process, kind: Kind, carryOut: (isAlone: boolean) => Done<T>): Promise<T> {
    return this.callLater(process, kind, (isAlone, done) => {
      done(carryOut(isAlone));
    });
  }

  /** The same for an operation that may wait in the cluster. */
  callLater<T>(
    process: Process,
    kind: Kind,
    carryOut: (isAlone: boolean, done: (result: Done<T>) => void) => void,
  ): Promise<T> {
    const { timeline, faults, trace, crash } = this.#deps;
    const fate = faults.fate(kind);
    const failure = fate.isAnswered
      ? ''
      : fate.isAlone
        ? ' (with one member, not answered)'
        : ' (not answered)';
    return new Promise((resolve, reject) => {
      if (fate.crash === 'before')
        timeline.at(0, () => {
          crash(process);
        });
      if (fate.carriedOutMs !== undefined)
        timeline.at(fate.carriedOutMs, () => {
          if (!process.isAlive && !fate.outlives) return;
          carryOut(fate.isAlone, ({ value, text }) => {
            if (text !== undefined) trace.add(() => `${process.name}: ${text}${failure}`);
            if (fate.crash === 'after') crash(process);
            if (fate.isAnswered)
              process.later(fate.answerMs, () => {
                resolve(value);
              });
          });
        });
      if (!fate.isAnswered)
        process.later(fate.answerMs, () => {
          reject(new Error('no answer'));
        });
    });
  }
}
