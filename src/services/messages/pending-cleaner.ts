import type { Group } from '../../protocol/envelope.ts';
import type { Clock } from '../../foundation/async/clock.ts';
import type { StageRing } from '../trace/stage-ring.ts';
import type { Ledger } from '../ledger/ledger.ts';

/** A message that this instance shows, and the group under which it is marked pending. */
export interface Shown {
  uuid: string;
  group: Group;
}

interface ShownGroup {
  id: string;
  uuids: ReadonlySet<string>;
}

interface PendingCleanerDeps {
  ledger: Pick<Ledger, 'clearPending' | 'strike'>;
  clock: Pick<Clock, 'sleep'>;
  /** The entries stay until a relay finds that they are done. */
  onTrouble: (error: unknown) => void;
  stages?: StageRing | undefined;
}

/**
 * In ms. The facade marks a message pending after it has offered it, and a consumer is often faster: this gives the
 * facade time.
 */
const pauseMs = 250;

/** Removes shown messages from the pending entries: a little later, and many at once. */
export class PendingCleaner {
  readonly #deps: PendingCleanerDeps;
  #shown: Shown[] = [];
  #next: Promise<void> | undefined;

  constructor(deps: PendingCleanerDeps) {
    this.#deps = deps;
  }

  add(shown: readonly Shown[]): void {
    for (const one of shown) this.#shown.push(one);
    if (this.#shown.length > 0) this.#next ??= this.#deps.clock.sleep(pauseMs).then(() => this.#flush());
  }

  /** Resolves when nothing is left to remove. */
  async finish(): Promise<void> {
    while (this.#next !== undefined) await this.#next;
  }

  async #flush(): Promise<void> {
    const { ledger, onTrouble, stages } = this.#deps;
    const { whole, parts } = byGroup(this.#shown);
    this.#shown = [];
    const note = (uuids: Iterable<string>): void => {
      for (const uuid of uuids) stages?.add('cleared', uuid);
    };
    const work = [
      ledger.clearPending(whole.map(({ id }) => id)).then(() => {
        for (const { uuids } of whole) note(uuids);
      }),
      ...parts.map(({ id, uuids }) =>
        ledger.strike(id, [...uuids]).then(() => {
          note(uuids);
        }),
      ),
    ];
    const failed = (await Promise.allSettled(work)).find(({ status }) => status === 'rejected');
    if (failed?.status === 'rejected') onTrouble(failed.reason);
    this.#next = undefined;
    this.add([]);
  }
}

/** Which groups are shown completely, and which messages of the other groups are. Pure. */
function byGroup(shown: readonly Shown[]): { whole: ShownGroup[]; parts: ShownGroup[] } {
  const groups = new Map<string, { size: number; uuids: Set<string> }>();
  for (const { uuid, group } of shown) {
    const known = groups.get(group.id) ?? { size: group.size, uuids: new Set() };
    // A relay counts only what is left of an entry, so the largest reported size is an upper limit.
    known.size = Math.max(known.size, group.size);
    known.uuids.add(uuid);
    groups.set(group.id, known);
  }
  const all = [...groups].map(([id, group]) => ({ id, ...group }));
  return {
    whole: all.filter(({ size, uuids }) => uuids.size === size),
    parts: all.filter(({ size, uuids }) => uuids.size !== size),
  };
}
