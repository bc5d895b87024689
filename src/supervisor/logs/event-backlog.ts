import type { NumberedChange, SessionEvent, Snapshot } from '../../control/contract.ts';
import type { Backlog } from '../../foundation/async/channel.ts';

const maxKept = 4_096;

type Ended = Extract<SessionEvent, { event: 'end' }>;

/**
 * Events that a follower has not read yet: a snapshot, then the changes after it. Above the limit, a new snapshot
 * replaces all changes, so a follower that stopped reading cannot fill the memory.
 */
export class EventBacklog implements Backlog<SessionEvent> {
  readonly #snapshot: () => Omit<Snapshot, 'event' | 'missed'>;
  readonly #max: number;
  #changes: NumberedChange[] = [];
  #end: Ended | undefined;
  /** The next event is a snapshot, which includes every change until then. */
  #snapshotDue = true;
  #isFirst = true;
  #missed = 0;

  /** @param snapshot returns the current state */
  constructor(snapshot: () => Omit<Snapshot, 'event' | 'missed'>, max = maxKept) {
    this.#snapshot = snapshot;
    this.#max = max;
  }

  push(event: NumberedChange | Ended): void {
    if (event.event === 'end') this.#end = event;
    else if (this.#snapshotDue) this.#missed += 1;
    else if (this.#changes.push(event) > this.#max) {
      this.#missed = this.#changes.length;
      this.#changes = [];
      this.#snapshotDue = true;
    }
  }

  shift(): SessionEvent | undefined {
    return this.#snapshotDue ? this.#takeSnapshot() : (this.#changes.shift() ?? this.#end);
  }

  #takeSnapshot(): Snapshot {
    // Changes before the first snapshot are not missed: the follower did not exist yet.
    const missed = this.#isFirst ? 0 : this.#missed;
    this.#snapshotDue = false;
    this.#isFirst = false;
    this.#missed = 0;
    return { event: 'snapshot', missed, ...this.#snapshot() };
  }
}
