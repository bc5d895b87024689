/** What became of a text that was to be stored; `there`: the uuid had one. */
export type StoreOutcome =
  | {
      kind: 'stored';
      /** False: the cluster had to be asked twice, and it may have been there before all the same. */
      isSure: boolean;
    }
  | { kind: 'there'; msg: string };

/** The map in which every message is logged: uuid → text. */
export interface MessageMap {
  /**
   * Stores the text unless the uuid has one.
   * @throws UnavailableError when the cluster does not answer in time; it may have stored it all the same.
   */
  putIfAbsent(uuid: string, msg: string): Promise<StoreOutcome>;
}
