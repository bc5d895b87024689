import { keptText } from '../../protocol/trace/kept-text.ts';
import { keptStages } from '../../protocol/trace/kept-stages.ts';
import type { KeptStage, Stage } from '../../protocol/trace/message-trace.ts';

/**
 * The newest stages of the messages of this process. 34 bytes for each, allocated once (0.3 MB), and the strings: a UUID
 * (56 to 90 bytes), which the stages of a message share, and at most 200 characters of text, which one stage of a message
 * keeps. At most 6 MB if every stage is of another message with a long text; usually below 2 MB.
 */
export class StageRing {
  /** When it was made: nothing earlier is in it. By performance.now. */
  readonly startedMs = performance.now();
  readonly #uuids: string[];
  readonly #stages: Stage[];
  readonly #texts: (string | undefined)[];
  readonly #timesMs: Float64Array;
  readonly #statuses: Uint16Array;
  readonly #size: number;
  #next = 0;
  #count = 0;

  constructor(size: number = keptStages) {
    this.#size = size;
    this.#uuids = new Array<string>(size).fill('');
    this.#stages = new Array<Stage>(size).fill('posted');
    this.#texts = new Array<string | undefined>(size).fill(undefined);
    this.#timesMs = new Float64Array(size);
    this.#statuses = new Uint16Array(size);
  }

  /**
   * Called several times for every message, so it only stores.
   * @param atMs by performance.now
   */
  add(stage: Stage, uuid: string, atMs: number = performance.now(), status = 0, text?: string): void {
    const at = this.#next;
    this.#uuids[at] = uuid;
    this.#stages[at] = stage;
    this.#texts[at] = text === undefined ? undefined : keptText(text);
    this.#timesMs[at] = atMs;
    this.#statuses[at] = status;
    this.#next = at + 1 === this.#size ? 0 : at + 1;
    this.#count += 1;
  }

  /** Time of the oldest kept stage, by performance.now; null: none was dropped. */
  get keptSinceMs(): number | null {
    return this.#count > this.#size ? (this.#timesMs[this.#next] ?? 0) : null;
  }

  /** The messages with this text, the newest first. */
  find(text: string, most: number): string[] {
    const wanted = keptText(text);
    const found = new Set<string>();
    for (const at of this.#newestFirst()) {
      if (this.#texts[at] === wanted) found.add(this.#uuids[at] ?? '');
      if (found.size === most) break;
    }
    return [...found];
  }

  /** All kept stages of these messages by time, with times by performance.now. */
  of(uuids: readonly string[]): KeptStage[] {
    const wanted = new Set(uuids);
    const found: KeptStage[] = [];
    for (const at of this.#newestFirst()) {
      const uuid = this.#uuids[at] ?? '';
      const stage = this.#stages[at];
      if (stage === undefined || !wanted.has(uuid)) continue;
      const [status, text] = [this.#statuses[at], this.#texts[at]];
      found.push({
        uuid,
        stage,
        atMs: this.#timesMs[at] ?? 0,
        ...(status === undefined || status === 0 ? {} : { status }),
        ...(text === undefined ? {} : { text }),
      });
    }
    // Simultaneous ones stay in the order in which they were added.
    return found.reverse().sort((one, other) => one.atMs - other.atMs);
  }

  *#newestFirst(): Generator<number> {
    const kept = Math.min(this.#count, this.#size);
    for (let back = 1; back <= kept; back += 1) yield (this.#next - back + this.#size) % this.#size;
  }
}
