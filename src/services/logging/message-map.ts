/** The map in which every message is logged: uuid → text. */
export interface MessageMap {
  /**
   * Stores the text unless the uuid has one; undefined if it stored it, else the text that is there.
   * @throws UnavailableError when the cluster does not answer in time; it may have stored it all the same.
   */
  putIfAbsent(uuid: string, msg: string): Promise<string | undefined>;
}
