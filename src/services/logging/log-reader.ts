export interface LogPage {
  /** A JSON array of texts, in pieces. */
  json: Buffer[];
  /** Cursor of the next page; undefined: last page. */
  next: string | undefined;
}

/** Reads the map that logs every message. */
export interface LogReader {
  /**
   * The texts of the whole map as a JSON array, in chunks and in no particular order; with a cursor, only what follows
   * it.
   * @throws UnavailableError when the cluster does not answer in time; RequestError if the cursor is invalid.
   */
  texts(after?: string): AsyncIterable<Buffer>;
  /**
   * At most `limit` texts after the cursor, fewer if they are long, in a stable order.
   * @throws UnavailableError when the cluster does not answer in time; RequestError if the cursor is invalid.
   */
  page(after: string | undefined, limit: number): Promise<LogPage>;
}
