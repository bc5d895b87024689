/** The queue, for producers. */
export interface MessageQueue {
  /** False if there is no room. */
  offer(item: string): Promise<boolean>;
  /** Adds all or none; false if there is no room for all. */
  addAll(items: string[]): Promise<boolean>;
  /** The first item, without removing it. */
  peek(): Promise<string | undefined>;
}
