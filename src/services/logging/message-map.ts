import type { Message } from '../queue/message.ts';

/** The outcome of storing a text; `there`: the uuid already had one. */
export type StoreOutcome =
  | {
      kind: 'stored';
      /** False: the operation was repeated, so the text may have been there before. */
      isSure: boolean;
    }
  | { kind: 'there'; msg: string };

/** The map in which every message is logged: uuid → text. */
export interface MessageMap {
  /**
   * Stores the text unless the uuid has one.
   * @throws UnavailableError when the cluster does not answer in time; it may still have stored it.
   */
  putIfAbsent(uuid: string, msg: string): Promise<StoreOutcome>;

  /**
   * Stores all texts in one operation. Their UUIDs must have no text, or the same text from an earlier attempt.
   * @throws if some could not be stored in time; each may still have been stored
   */
  setAll(messages: readonly Message[]): Promise<void>;
}
