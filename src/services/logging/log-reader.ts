export interface LogPage {
  /** A JSON array of texts, in pieces. */
  json: Buffer[];
  /** Cursor of what comes after; undefined: nothing does. */
  next: string | undefined;
}

/** Reads the map in which every message is logged. */
export interface LogReader {
  /**
   * The texts of the whole map as a JSON array, in pieces and in no particular order; of a cursor, what comes after it.
   * @throws UnavailableError when the cluster does not answer in time; RequestError if it is no cursor.
   */
  texts(after?: string): AsyncIterable<Buffer>;
  /**
   * At most so many texts after the cursor, fewer where they are long, in an order that stays.
   * @throws UnavailableError when the cluster does not answer in time; RequestError if it is no cursor.
   */
  page(after: string | undefined, limit: number): Promise<LogPage>;
}
