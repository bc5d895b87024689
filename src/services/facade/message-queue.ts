/** The queue as a producer sees it. */
export interface MessageQueue {
  /** False if there is no room. */
  offer(item: string): Promise<boolean>;
  /** Adds all or none; false if there is no room for all. */
  addAll(items: string[]): Promise<boolean>;
  contains(item: string): Promise<boolean>;
  /** Whether this error of an operation proves that it was not and will not be carried out. */
  isSurelyUndone(error: unknown): boolean;
}
