import type { Cluster } from './cluster.ts';
import type { Fate, Faults, Kind } from '../faults.ts';
import type { Process } from './process.ts';
import type { Random } from '../random.ts';
import type { Reach } from './reach.ts';
import { CutOffError, ProtectionError } from './split.ts';
import type { Timeline } from '../timeline.ts';
import type { Trace } from '../trace.ts';

/** What an operation came to. `text` is for the trace; undefined: nothing happened. */
export interface Done<T> {
  value: T;
  text: string | undefined;
}

interface NetworkDeps {
  timeline: Timeline;
  faults: Faults;
  trace: Trace;
  cluster: Cluster;
  splitRandom: Random;
  crash: (process: Process) => void;
}

/** Until a write fails whose backup is not acknowledged, as a producer configures it. */
const backupTimeoutMs = 250;
const longestSilenceMs = 5_000;

/** Between processes and the cluster: it carries out their operations, or fails to, as the faults will have it. */
export class Network {
  readonly #deps: NetworkDeps;

  constructor(deps: NetworkDeps) {
    this.#deps = deps;
  }

  /** @param carryOut what it does to the cluster, in one step */
  call<T>(process: Process, kind: Kind, carryOut: (reach: Reach) => Done<T>): Promise<T> {
    return this.callLater(process, kind, (reach, done) => {
      done(carryOut(reach));
    });
  }

  /** The same for an operation that may wait in the cluster. */
  callLater<T>(
    process: Process,
    kind: Kind,
    carryOut: (reach: Reach, done: (result: Done<T>) => void) => void,
  ): Promise<T> {
    const { timeline, faults, trace, cluster, crash } = this.#deps;
    const fate = faults.fate(kind);
    return new Promise((resolve, reject) => {
      const rejectLater = (ms: number, error: Error): void => {
        process.later(ms, () => {
          reject(error);
        });
      };
      if (fate.crash === 'before')
        timeline.at(0, () => {
          crash(process);
        });
      if (fate.carriedOutMs !== undefined)
        timeline.at(fate.carriedOutMs, () => {
          if (!process.isAlive && !fate.outlives) return;
          const reach = cluster.reach(process, fate.isAlone);
          const done = ({ value, text }: Done<T>): void => {
            const isMissed = reach.isBackupMissed;
            if (text !== undefined) trace.add(() => `${process.name}: ${text}${failureOf(fate, isMissed)}`);
            if (fate.crash === 'after') crash(process);
            if (fate.isAnswered && isMissed) rejectLater(backupTimeoutMs, new Error('no backup'));
            else if (fate.isAnswered)
              process.later(fate.answerMs, () => {
                resolve(value);
              });
          };
          this.#unlessCutOff(() => {
            carryOut(reach, done);
          }, rejectLater);
        });
      if (!fate.isAnswered) rejectLater(fate.answerMs, new Error('no answer'));
    });
  }

  #unlessCutOff(carryOut: () => void, rejectLater: (ms: number, error: Error) => void): void {
    const { splitRandom: random } = this.#deps;
    try {
      carryOut();
    } catch (error) {
      if (error instanceof CutOffError) rejectLater(random.between(backupTimeoutMs, longestSilenceMs), error);
      else if (error instanceof ProtectionError) rejectLater(random.between(0, 3), error);
      else throw error;
    }
  }
}

function failureOf({ isAnswered, isAlone }: Fate, isBackupMissed: boolean): string {
  if (isBackupMissed) return ' (the backup is cut off)';
  if (isAnswered) return '';
  return isAlone ? ' (with one member, not answered)' : ' (not answered)';
}
