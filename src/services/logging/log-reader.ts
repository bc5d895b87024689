/** Reads the map in which every message is logged. */
export interface LogReader {
  /**
   * The texts of the whole map as a JSON array, in pieces and in no particular order.
   * @throws UnavailableError when the cluster does not answer in time.
   */
  texts(): AsyncIterable<Buffer>;
}
