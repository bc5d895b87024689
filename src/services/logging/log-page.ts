import type { RawEntry } from '../../broker/hazelcast/client/fetch-entries.ts';
import { formatCursor, type LogCursor } from './log-cursor.ts';
import type { LogPage } from './log-reader.ts';

/** A page of long texts has fewer texts. */
const pageBytes = 8 * 1024 * 1024;

/** The sorted entries of a partition after the cursor. */
export function entriesAfter(entries: readonly RawEntry[], after: LogCursor | undefined): RawEntry[] {
  const kept = after === undefined ? [...entries] : entries.filter(([key]) => key.compare(after.key) > 0);
  return kept.sort(([one], [other]) => one.compare(other));
}

/** Collects a page, partition by partition. */
export class PageBuilder {
  readonly #limit: number;
  /** Texts as JSON, each after a comma. */
  readonly #textsJson: (entries: readonly RawEntry[]) => Buffer;
  readonly #pieces: Buffer[] = [];
  #count = 0;
  #bytes = 0;
  #last: LogCursor | undefined;
  #isMore = false;

  constructor(limit: number, textsJson: (entries: readonly RawEntry[]) => Buffer) {
    this.#limit = limit;
    this.#textsJson = textsJson;
  }

  /** @returns whether the page is full and more entries exist */
  add(partition: number, entries: readonly RawEntry[]): boolean {
    const taken: RawEntry[] = [];
    for (const entry of entries) {
      this.#isMore = this.#count === this.#limit || this.#bytes >= pageBytes;
      if (this.#isMore) break;
      taken.push(entry);
      this.#count += 1;
      this.#bytes += entry[1].length;
      this.#last = { partition, key: entry[0] };
    }
    if (taken.length > 0) this.#pieces.push(this.#textsJson(taken));
    return this.#isMore;
  }

  done(): LogPage {
    const [first, ...rest] = this.#pieces;
    const next = this.#isMore && this.#last !== undefined ? formatCursor(this.#last) : undefined;
    if (first === undefined) return { json: [Buffer.from('[]')], next };
    return { json: [Buffer.from('['), first.subarray(1), ...rest, Buffer.from(']')], next };
  }
}
