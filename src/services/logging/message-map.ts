import type { Message } from '../queue/message.ts';

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

  /**
   * Stores texts of uuids that surely have none, or the same one from an earlier try: all at once, at the price of a few.
   * @throws if some could not be stored within a moment; each may have been stored all the same.
   */
  setAll(messages: readonly Message[]): Promise<void>;
}
